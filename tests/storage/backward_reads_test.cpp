// Reading backward while others write: the links that a step back follows are set in several steps.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "open_store.h"
#include "storage/store.h"

namespace tablerock {
namespace {

using Keys = std::vector<std::string>;

class BackwardReadsTest : public testing::TestWithParam<Place> {
 protected:
  Keys Backward(const Snapshot* snapshot) {
    Keys keys;
    const auto cursor = store_->NewCursor(Family::kItems, "", "", snapshot);
    for (cursor->SeekToLast(); cursor->Valid(); cursor->Prev()) keys.emplace_back(cursor->key());
    EXPECT_TRUE(cursor->status());
    return keys;
  }
  Keys Forward(const Snapshot* snapshot) {
    Keys keys;
    const auto cursor = store_->NewCursor(Family::kItems, "", "", snapshot);
    for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) keys.emplace_back(cursor->key());
    EXPECT_TRUE(cursor->status());
    return keys;
  }

  OpenStore store_{GetParam()};
};

TEST_P(BackwardReadsTest, SeeAllThatWasCommittedBeforeThemWhileOthersWrite) {
  constexpr std::size_t kKeys = 4'000;
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  Keys keys;
  keys.reserve(kKeys);
  for (std::size_t i = 0; i < kKeys; ++i) keys.push_back("key " + std::to_string(i));
  std::shuffle(keys.begin(), keys.end(), std::mt19937(seed));

  std::atomic<std::size_t> committed{0};
  std::jthread writer([&] {
    for (const std::string& key : keys) {
      store_.Put(Family::kItems, key, "first");
      store_.Put(Family::kItems, key, "second");  // two versions: a reader passes by the older one
      committed.fetch_add(1, std::memory_order_release);
    }
  });
  bool complete = false;
  while (!complete) {
    const std::size_t before = committed.load(std::memory_order_acquire);
    const SnapshotHandle snapshot = store_->TakeSnapshot();
    Keys backward = Backward(snapshot.get());
    ASSERT_TRUE(std::is_sorted(backward.rbegin(), backward.rend()));
    std::reverse(backward.begin(), backward.end());
    ASSERT_EQ(backward, Forward(snapshot.get()));
    for (std::size_t i = 0; i < before; ++i) {
      ASSERT_TRUE(std::binary_search(backward.begin(), backward.end(), keys[i])) << keys[i] << " of " << before;
    }
    complete = before == kKeys;
  }
}

// A newer version of the key stands before the one that a snapshot's reader looks for.
TEST_P(BackwardReadsTest, SnapshotsKeepTheirValueWhileItIsWrittenAnew) {
  constexpr int kVersions = 30'000;
  store_.Put(Family::kItems, "key", "0");
  std::atomic<bool> done{false};
  std::jthread writer([&] {
    for (int version = 1; version <= kVersions; ++version) store_.Put(Family::kItems, "key", std::to_string(version));
    done = true;
  });
  while (!done) {
    const SnapshotHandle snapshot = store_->TakeSnapshot();
    const auto value = store_.Get(Family::kItems, "key", snapshot.get());
    for (int i = 0; i < 20; ++i) ASSERT_EQ(store_.Get(Family::kItems, "key", snapshot.get()), value);
  }
}

TEST_P(BackwardReadsTest, BeginAtOrBelowTheKeyTheySeek) {
  for (const char* const key : {"b", "d", "f"}) store_.Put(Family::kItems, key, "");
  store_.Put(Family::kItems, "d", "again");
  const auto cursor = store_->NewCursor(Family::kItems, "", "");
  const auto begins_at = [&](std::string_view key) {
    cursor->SeekForPrev(key);
    return cursor->Valid() ? std::string(cursor->key()) : std::string();
  };
  EXPECT_EQ(begins_at("a"), "");
  EXPECT_EQ(begins_at("b"), "b");
  EXPECT_EQ(begins_at("e"), "d");
  EXPECT_EQ(begins_at("z"), "f");
  cursor->Prev();
  EXPECT_EQ(cursor->key(), "d");
  EXPECT_EQ(cursor->value(), "again");
}

INSTANTIATE_TEST_SUITE_P(Stores, BackwardReadsTest, testing::Values(Place::kMemory, Place::kDisk),
                         [](const auto& place) { return place.param == Place::kMemory ? "Memory" : "Disk"; });

}  // namespace
}  // namespace tablerock
