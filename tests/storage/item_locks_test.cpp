#include "storage/item_locks.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tablerock {
namespace {

TEST(ItemLocksTest, HashesEqualKeysAlike) {
  EXPECT_EQ(ItemLocks::HashOf("key"), ItemLocks::HashOf(std::string("key")));
  EXPECT_NE(ItemLocks::HashOf("key"), ItemLocks::HashOf("kez"));
}

TEST(ItemLocksTest, LocksAStripeOnceForSeveralKeys) {
  ItemLocks locks(4);
  const std::array<std::uint64_t, 5> hashes{3, 7, 3, 1, 11};  // stripes 3 and 1
  const auto guard = locks.Lock(hashes);
  const auto other = locks.Lock(2);  // free
}

TEST(ItemLocksTest, LocksNothingForNoKeys) {
  ItemLocks locks(1);
  const auto none = locks.Lock(std::span<const std::uint64_t>());
  const auto guard = locks.Lock(0);
}

TEST(ItemLocksTest, AMovedGuardUnlocksOnce) {
  ItemLocks locks(1);
  {
    auto first = locks.Lock(0);
    const auto second = std::move(first);
  }
  const std::array<std::uint64_t, 2> hashes{0, 1};
  {
    auto first = locks.Lock(hashes);
    const auto second = std::move(first);
  }
  const auto guard = locks.Lock(0);
}

// Plain counters, each changed only under its key's lock: a lost or missing lock loses an addition (and is a race for
// TSan).
TEST(ItemLocksTest, ExcludesOtherThreadsWithoutDeadlock) {
  constexpr std::size_t kKeys = 16;
  constexpr int kRounds = 3'000;
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  ItemLocks locks(8);  // fewer stripes than keys
  std::array<std::uint64_t, kKeys> sums{};
  std::array<std::array<std::uint64_t, kKeys>, 4> added{};
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < added.size(); ++t) {
    threads.emplace_back([&, t] {
      std::mt19937_64 random(seed + t);
      for (int round = 0; round < kRounds; ++round) {
        std::vector<std::uint64_t> keys(1 + random() % 5);
        for (auto& key : keys) key = random() % kKeys;
        const auto guard = locks.Lock(keys);
        for (const auto key : keys) {
          ++sums[key];
          ++added[t][key];
        }
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (std::size_t key = 0; key < kKeys; ++key) {
    std::uint64_t expected = 0;
    for (const auto& of_thread : added) expected += of_thread[key];
    EXPECT_EQ(sums[key], expected) << "key " << key;
  }
}

}  // namespace
}  // namespace tablerock
