// Cursors over keys that are written again and again: the memtable leads them past what was overwritten, so they have
// to be right for whoever reads at an earlier moment, in both directions, and where keys are deleted.
#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "open_store.h"
#include "storage/counter_values.h"
#include "storage/store.h"

namespace tablerock {
namespace {

using Entries = std::map<std::string, std::string, std::less<>>;

// A cursor beside what it should see, which is what was there when it was made or when its snapshot was taken.
class CheckedCursor {
 public:
  CheckedCursor(Store& store, Entries seen, SnapshotHandle snapshot)
      : snapshot_(std::move(snapshot)),
        seen_(std::move(seen)),
        expected_(seen_.end()),
        cursor_(store.NewCursor(Family::kItems, "", "", snapshot_.get())) {}
  CheckedCursor(const CheckedCursor&) = delete;
  CheckedCursor& operator=(const CheckedCursor&) = delete;

  const SnapshotHandle& snapshot() const { return snapshot_; }
  const Entries& seen() const { return seen_; }

  void SeekToFirst() {
    expected_ = seen_.begin();
    cursor_->SeekToFirst();
  }
  void SeekToLast() {
    expected_ = seen_.empty() ? seen_.end() : std::prev(seen_.end());
    cursor_->SeekToLast();
  }
  void Seek(std::string_view key) {
    expected_ = seen_.lower_bound(key);
    cursor_->Seek(key);
  }
  void SeekForPrev(std::string_view key) {
    const auto above = seen_.upper_bound(key);
    expected_ = above == seen_.begin() ? seen_.end() : std::prev(above);
    cursor_->SeekForPrev(key);
  }
  void Next() {
    if (expected_ == seen_.end()) return SeekToFirst();
    ++expected_;
    cursor_->Next();
  }
  void Prev() {
    if (expected_ == seen_.end()) return SeekToLast();
    expected_ = expected_ == seen_.begin() ? seen_.end() : std::prev(expected_);
    cursor_->Prev();
  }

  void Check() const {
    ASSERT_TRUE(cursor_->status());
    ASSERT_EQ(cursor_->Valid(), expected_ != seen_.end());
    if (!cursor_->Valid()) return;
    ASSERT_EQ(cursor_->key(), expected_->first);
    ASSERT_EQ(cursor_->value(), expected_->second);
  }

 private:
  SnapshotHandle snapshot_;
  const Entries seen_;
  Entries::const_iterator expected_;
  std::unique_ptr<Cursor> cursor_;
};

class OverwrittenVersionsTest : public testing::TestWithParam<Place> {
 protected:
  void Write(std::mt19937_64& random);
  // In place of one of those there are: of now, or of the moment of another one.
  void MakeCursor(std::mt19937_64& random);
  static void Move(std::mt19937_64& random, CheckedCursor& cursor);

  OpenStore store_{GetParam()};
  Entries entries_;
  int writes_ = 0;
  std::vector<std::unique_ptr<CheckedCursor>> cursors_ = std::vector<std::unique_ptr<CheckedCursor>>(6);
};

std::string KeyFrom(std::uint64_t number) { return std::string(1, static_cast<char>('a' + number % 8)); }

void OverwrittenVersionsTest::Write(std::mt19937_64& random) {
  WriteBatch batch;
  for (std::uint64_t count = random() % 3; count > 0; --count) {
    const std::string key = KeyFrom(random());
    const std::uint64_t kind = random() % 40;
    if (kind < 34) {
      entries_[key] = std::to_string(++writes_);
      batch.Put(Family::kItems, key, entries_[key]);
    } else if (kind < 39) {
      entries_.erase(key);
      batch.Delete(Family::kItems, key);
    } else {
      const std::string end = key + "~";
      entries_.erase(entries_.lower_bound(key), entries_.lower_bound(end));
      batch.DeleteRange(Family::kItems, key, end);
    }
  }
  store_.Write(std::move(batch));
}

void OverwrittenVersionsTest::MakeCursor(std::mt19937_64& random) {
  std::unique_ptr<CheckedCursor>& cursor = cursors_[random() % cursors_.size()];
  const std::unique_ptr<CheckedCursor>& other = cursors_[random() % cursors_.size()];
  switch (random() % 3) {
    case 0:
      cursor = std::make_unique<CheckedCursor>(*store_, entries_, nullptr);
      return;
    case 1:
      cursor = std::make_unique<CheckedCursor>(*store_, entries_, store_->TakeSnapshot());
      return;
    default:
      if (other == nullptr || other->snapshot() == nullptr) return;
      cursor = std::make_unique<CheckedCursor>(*store_, other->seen(), other->snapshot());
  }
}

void OverwrittenVersionsTest::Move(std::mt19937_64& random, CheckedCursor& cursor) {
  const std::string key = KeyFrom(random());
  switch (random() % 12) {
    case 0:
      return cursor.SeekToFirst();
    case 1:
      return cursor.SeekToLast();
    case 2:
      return cursor.Seek(key);
    case 3:
      return cursor.SeekForPrev(key);
    case 4:
    case 5:
    case 6:
    case 7:
      return cursor.Next();
    default:
      return cursor.Prev();
  }
}

TEST_P(OverwrittenVersionsTest, CursorsSeeTheirMomentInBothDirections) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int step = 0; step < 30'000; ++step) {
    Write(random);
    if (random() % 10 == 0) MakeCursor(random);
    if (random() % 1'000 == 0) {
      store_->Tidy();
      store_->Tidy();
    }
    CheckedCursor* const cursor = cursors_[random() % cursors_.size()].get();
    if (cursor == nullptr) continue;
    Move(random, *cursor);
    ASSERT_NO_FATAL_FAILURE(cursor->Check()) << "step " << step;
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, OverwrittenVersionsTest, testing::Values(Place::kMemory, Place::kDisk),
                         [](const auto& place) { return place.param == Place::kMemory ? "Memory" : "Disk"; });

// Differences hide nothing: the value of a counter is made of all of them.
TEST(OverwrittenCountersTest, AreWalkedInBothDirectionsWithAllTheirDifferences) {
  const OpenStore store(Place::kDisk);
  constexpr int kAdditions = 50;
  for (int i = 0; i < kAdditions; ++i) {
    WriteBatch batch;
    for (const char* const table : {"T1", "T2", "T3"}) batch.AddToCounters(table, 1, 10);
    store.Write(std::move(batch));
  }
  const auto cursor = store->NewCursor(Family::kDerived, "", "");
  std::vector<std::optional<CounterValues>> values;
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) values.push_back(ReadCounterValues(cursor->value()));
  for (cursor->SeekToLast(); cursor->Valid(); cursor->Prev()) values.push_back(ReadCounterValues(cursor->value()));
  EXPECT_EQ(values, std::vector<std::optional<CounterValues>>(6, CounterValues{kAdditions, 10 * kAdditions}));
}

}  // namespace
}  // namespace tablerock
