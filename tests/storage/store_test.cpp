#include "storage/store.h"

#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "core/clock.h"
#include "open_store.h"
#include "storage/counter_values.h"

namespace tablerock {
namespace {

constexpr std::array kFamilies{Family::kCatalog, Family::kItems, Family::kIndexes, Family::kChanges, Family::kDerived};

class StoreTest : public testing::TestWithParam<Place> {
 protected:
  std::vector<std::string> KeysForward(std::string_view lower, std::string_view upper,
                                       const Snapshot* snapshot = nullptr) {
    std::vector<std::string> keys;
    const auto cursor = store_->NewCursor(Family::kItems, lower, upper, snapshot);
    for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) keys.emplace_back(cursor->key());
    EXPECT_TRUE(cursor->status());
    return keys;
  }
  std::vector<std::string> KeysBackward(std::string_view lower, std::string_view upper) {
    std::vector<std::string> keys;
    const auto cursor = store_->NewCursor(Family::kItems, lower, upper);
    for (cursor->SeekToLast(); cursor->Valid(); cursor->Prev()) keys.emplace_back(cursor->key());
    EXPECT_TRUE(cursor->status());
    return keys;
  }

  OpenStore store_{GetParam()};
};

using Keys = std::vector<std::string>;

TEST_P(StoreTest, GivesBackWhatWasPutInEachFamily) {
  for (const Family family : kFamilies) {
    EXPECT_EQ(store_.Get(family, "key"), std::nullopt);
    const std::string value = "value of " + std::to_string(static_cast<int>(family));
    store_.Put(family, "key", value);
    EXPECT_EQ(store_.Get(family, "key"), value);
  }
  for (const Family family : kFamilies) {
    EXPECT_EQ(store_.Get(family, "key"), "value of " + std::to_string(static_cast<int>(family)));
  }
}

// Sanitizers count for themselves what is allocated.
TEST_P(StoreTest, ReadsLeaveNoMemoryBehind) {
  constexpr std::size_t kReads = 20'000;
  store_.Put(Family::kItems, "key", "value");
  PinnedValue value;
  const auto read = [&] {
    for (const char* key : {"key", "none"}) ASSERT_TRUE(store_->Get(Family::kItems, key, value));
  };
  read();
  const std::size_t before = ::mallinfo2().uordblks;
  for (std::size_t i = 0; i < kReads; ++i) read();
  EXPECT_LT(::mallinfo2().uordblks, before + 4 * kReads);
}

TEST_P(StoreTest, KeepsEmptyValuesAndKeysWithZeroBytes) {
  const std::string key("a\0b", 3);
  store_.Put(Family::kItems, key, "");
  EXPECT_EQ(store_.Get(Family::kItems, key), "");
  EXPECT_EQ(store_.Get(Family::kItems, std::string("a\0c", 3)), std::nullopt);
}

TEST_P(StoreTest, AppliesABatchInItsOrder) {
  store_.Put(Family::kItems, "b", "old");
  WriteBatch batch;
  batch.Put(Family::kItems, "a", "1");
  batch.Put(Family::kIndexes, "a", "2");
  batch.Put(Family::kItems, "a", "3");
  batch.Delete(Family::kItems, "b");
  EXPECT_FALSE(batch.empty());
  EXPECT_EQ(store_.Get(Family::kItems, "a"), std::nullopt) << "before it is written";
  store_.Write(std::move(batch));
  EXPECT_EQ(store_.Get(Family::kItems, "a"), "3");
  EXPECT_EQ(store_.Get(Family::kIndexes, "a"), "2");
  EXPECT_EQ(store_.Get(Family::kItems, "b"), std::nullopt);
}

TEST_P(StoreTest, LeavesAWrittenBatchEmptyForReuse) {
  WriteBatch batch;
  EXPECT_TRUE(batch.empty());
  batch.Put(Family::kItems, "a", "1");
  ASSERT_TRUE(store_->Write(std::move(batch)));
  EXPECT_TRUE(batch.empty());  // NOLINT(bugprone-use-after-move): what is tested
  batch.Put(Family::kItems, "b", "2");
  ASSERT_TRUE(store_->Write(std::move(batch)));
  EXPECT_EQ(KeysForward("", ""), (Keys{"a", "b"}));
}

TEST_P(StoreTest, WritesAnEmptyBatch) { store_.Write(WriteBatch()); }

TEST_P(StoreTest, DeletesARangeWithoutItsEnd) {
  for (const char* key : {"a", "b", "c", "d"}) store_.Put(Family::kItems, key, key);
  WriteBatch batch;
  batch.DeleteRange(Family::kItems, "b", "d");
  store_.Write(std::move(batch));
  EXPECT_EQ(KeysForward("", ""), (Keys{"a", "d"}));
  store_.Put(Family::kItems, "c", "again");
  EXPECT_EQ(store_.Get(Family::kItems, "c"), "again");
}

TEST_P(StoreTest, StaysRightOverManyDeletedRanges) {
  for (int i = 0; i < 2'500; ++i) {  // more than are left in one memtable
    const std::string key = "key" + std::to_string(i);
    store_.Put(Family::kItems, key, "value");
    WriteBatch batch;
    batch.DeleteRange(Family::kItems, key, key + "~");
    if (i % 100 != 7) store_.Write(std::move(batch));
  }
  EXPECT_EQ(KeysForward("", "").size(), 25U);
}

TEST_P(StoreTest, WalksWithinBoundsInBothDirections) {
  for (const char* key : {"a", "b", "c", "d", "e"}) store_.Put(Family::kItems, key, key);
  store_.Put(Family::kIndexes, "c1", "another family");
  EXPECT_EQ(KeysForward("b", "d"), (Keys{"b", "c"}));
  EXPECT_EQ(KeysBackward("b", "d"), (Keys{"c", "b"}));
  EXPECT_EQ(KeysForward("", "c"), (Keys{"a", "b"}));
  EXPECT_EQ(KeysBackward("", "c"), (Keys{"b", "a"}));
  EXPECT_EQ(KeysForward("c", ""), (Keys{"c", "d", "e"}));
  EXPECT_EQ(KeysBackward("c", ""), (Keys{"e", "d", "c"}));
  EXPECT_EQ(KeysForward("b1", "b2"), Keys{});
  EXPECT_EQ(KeysBackward("b1", "b2"), Keys{});
}

TEST_P(StoreTest, SeeksStayWithinBounds) {
  for (const char* key : {"a", "c", "e", "g"}) store_.Put(Family::kItems, key, key);
  const auto cursor = store_->NewCursor(Family::kItems, "b", "f");
  cursor->Seek("d");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "e");
  cursor->Seek("a");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "c");
  cursor->Seek("f");
  EXPECT_FALSE(cursor->Valid());
  cursor->SeekForPrev("d");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "c");
  cursor->SeekForPrev("z");
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "e");
  cursor->SeekForPrev("a");
  EXPECT_FALSE(cursor->Valid());
  EXPECT_TRUE(cursor->status());
}

TEST_P(StoreTest, ACursorSeesTheMomentOfItsMaking) {
  store_.Put(Family::kItems, "a", "1");
  const auto cursor = store_->NewCursor(Family::kItems, "", "");
  store_.Put(Family::kItems, "b", "2");
  cursor->SeekToLast();
  ASSERT_TRUE(cursor->Valid());
  EXPECT_EQ(cursor->key(), "a");
}

TEST_P(StoreTest, ASnapshotKeepsItsMoment) {
  store_.Put(Family::kItems, "a", "1");
  const SnapshotHandle snapshot = store_->TakeSnapshot();
  store_.Put(Family::kItems, "a", "2");
  store_.Put(Family::kItems, "b", "2");
  EXPECT_EQ(store_.Get(Family::kItems, "a", snapshot.get()), "1");
  EXPECT_EQ(store_.Get(Family::kItems, "b", snapshot.get()), std::nullopt);
  EXPECT_EQ(KeysForward("", "", snapshot.get()), Keys{"a"});
  EXPECT_EQ(store_.Get(Family::kItems, "a"), "2");
}

TEST_P(StoreTest, APinnedValueIsReadAgainAndAgain) {
  store_.Put(Family::kItems, "a", std::string(5'000, 'a'));
  store_.Put(Family::kItems, "b", "b");
  PinnedValue value;
  EXPECT_EQ(value.view(), "");
  ASSERT_TRUE(*store_->Get(Family::kItems, "a", value));
  EXPECT_EQ(value.view(), std::string(5'000, 'a'));
  store_.Put(Family::kItems, "a", "new");
  EXPECT_EQ(value.view(), std::string(5'000, 'a')) << "what was read stays";
  ASSERT_TRUE(*store_->Get(Family::kItems, "b", value));
  EXPECT_EQ(value.view(), "b");
  ASSERT_FALSE(*store_->Get(Family::kItems, "c", value));
  EXPECT_EQ(value.view(), "");
}

// Every operation against a map, over memtables and tables alike.
TEST_P(StoreTest, AgreesWithAMapOverRandomOperations) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937_64 random(seed);
  const auto below = [&](std::uint64_t bound) { return random() % bound; };
  const auto some_key = [&] { return "k" + std::to_string(below(300)); };
  std::map<std::string, std::string> expected;

  for (int step = 0; step < 4'000; ++step) {
    WriteBatch batch;
    for (std::uint64_t i = below(4); i > 0; --i) {
      const std::string key = some_key();
      const std::uint64_t kind = below(20);
      if (kind < 14) {
        const std::string value(below(200), static_cast<char>('a' + below(26)));
        batch.Put(Family::kItems, key, value);
        expected[key] = value;
      } else if (kind < 19) {
        batch.Delete(Family::kItems, key);
        expected.erase(key);
      } else {
        const std::string end = some_key();
        if (end <= key) continue;
        batch.DeleteRange(Family::kItems, key, end);
        expected.erase(expected.lower_bound(key), expected.lower_bound(end));
      }
    }
    store_.Write(std::move(batch));
    if (step % 97 == 0) store_->Tidy();
    if (step % 501 == 0 && GetParam() == Place::kDisk) store_.Reopen();
    if (step % 701 == 0) store_->CompactRange(Family::kItems, "k1", "k2");

    const std::string key = some_key();
    const auto found = expected.find(key);
    ASSERT_EQ(store_.Get(Family::kItems, key), found != expected.end() ? std::optional(found->second) : std::nullopt);
    const auto cursor = store_->NewCursor(Family::kItems, "", "");
    cursor->Seek(key);
    const auto next = expected.lower_bound(key);
    ASSERT_EQ(cursor->Valid(), next != expected.end());
    if (cursor->Valid()) {
      ASSERT_EQ(cursor->key(), next->first);
    }
    cursor->SeekForPrev(key);
    const auto behind = expected.upper_bound(key);
    ASSERT_EQ(cursor->Valid(), behind != expected.begin());
    if (cursor->Valid()) {
      ASSERT_EQ(cursor->value(), std::prev(behind)->second);
    }
  }
  Keys expected_keys;
  for (const auto& [key, value] : expected) expected_keys.push_back(key);
  EXPECT_EQ(KeysForward("", ""), expected_keys);
}

INSTANTIATE_TEST_SUITE_P(Places, StoreTest, testing::Values(Place::kMemory, Place::kDisk),
                         [](const auto& place) { return place.param == Place::kMemory ? "InMemory" : "OnDisk"; });

std::optional<CounterValues> CountersAt(const OpenStore& store, std::string_view key) {
  const auto value = store.Get(Family::kDerived, key);
  return value ? ReadCounterValues(*value) : std::nullopt;
}

TEST(StoreCountersTest, AddUpWithinABatchAcrossBatchesAndOverReopening) {
  OpenStore store(Place::kDisk);
  CounterValues expected;
  for (int i = 0; i < 100; ++i) {
    WriteBatch batch;
    batch.AddToCounters("T1", 1, 10 * i);
    batch.AddToCounters("T2", 5, 5);
    batch.AddToCounters("T1", 1, -i);
    EXPECT_FALSE(batch.empty());
    expected = {expected.items + 2, expected.bytes + 9 * i};
    store.Write(std::move(batch));
    if (i % 30 == 29) store.Reopen();
    if (i % 20 == 19) {
      store->Tidy();
      store->Tidy();
    }
    ASSERT_EQ(CountersAt(store, "T1"), expected);
  }
  EXPECT_EQ(CountersAt(store, "T2"), (CounterValues{500, 500}));
}

TEST(StoreCountersTest, BeginAnewAfterTheirDeletion) {
  OpenStore store(Place::kDisk);
  WriteBatch first;
  first.AddToCounters("T1", 3, 30);
  store.Write(std::move(first));
  WriteBatch deletion;
  deletion.DeleteRange(Family::kDerived, "T", "U");
  store.Write(std::move(deletion));
  EXPECT_EQ(CountersAt(store, "T1"), std::nullopt);
  WriteBatch anew;
  anew.AddToCounters("T1", 1, 10);
  store.Write(std::move(anew));
  EXPECT_EQ(CountersAt(store, "T1"), (CounterValues{1, 10}));
}

TEST(StoreCountersTest, AreNotWrittenInMemory) {
  const OpenStore store(Place::kMemory);
  WriteBatch batch;
  batch.AddToCounters("T1", 3, 30);
  batch.Put(Family::kItems, "a", "1");
  store.Write(std::move(batch));
  EXPECT_EQ(CountersAt(store, "T1"), std::nullopt);
  EXPECT_EQ(store.Get(Family::kItems, "a"), "1");
}

TEST(StoreFlushTest, FlushesOnceNothingWasWrittenBetweenTwoCalls) {
  OpenStore store(Place::kDisk);
  store.Put(Family::kItems, "a", "1");
  EXPECT_FALSE(store->Tidy()) << "just written";
  store.Put(Family::kItems, "b", "1");
  EXPECT_FALSE(store->Tidy()) << "written again";
  EXPECT_TRUE(store->Tidy());
  EXPECT_TRUE(store->Tidy());
  store.Reopen();
  EXPECT_EQ(store.Get(Family::kItems, "b"), "1");
}

TEST(StoreCloseTest, LosesNothingWhileTablesAreMerged) {
  constexpr int kKeys = 24;
  OpenStore store(Place::kDisk);
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < kKeys; ++i) {
      for (const Family family : {Family::kItems, Family::kChanges}) {
        store.Put(family, "key" + std::to_string(i),
                  std::string(std::size_t{1} << 19U, static_cast<char>('a' + round)));
      }
    }
    store->CompactRange(Family::kItems, "", "z");
    store.Reopen();
    for (int i = 0; i < kKeys; ++i) {
      for (const Family family : {Family::kItems, Family::kChanges}) {
        const auto value = store.Get(family, "key" + std::to_string(i));
        ASSERT_TRUE(value && value->front() == static_cast<char>('a' + round)) << round << " " << i;
      }
    }
  }
}

TEST(StoreCloseTest, TheNextStartRemovesWhatWasStillToRemove) {
  OpenStore store(Place::kDisk);
  const std::filesystem::path trash = std::filesystem::path(store.directory()) / "store" / "000042.sst.trash";
  std::ofstream(trash) << std::string(std::size_t{9} << 20U, 'x');
  store.Reopen();
  const auto deadline = SteadyClock::now() + std::chrono::seconds(30);
  while (std::filesystem::exists(trash)) {
    ASSERT_LT(SteadyClock::now(), deadline);
    std::this_thread::yield();
  }
}

TEST(StoreCloseTest, TheNextStartDoesNotWaitForWhatIsStillToRemove) {
  OpenStore store(Place::kDisk);
  std::vector<std::filesystem::path> all_trash;
  for (const char* name : {"000042.sst.trash", "000043.sst.trash", "000044.sst.trash"}) {
    all_trash.push_back(std::filesystem::path(store.directory()) / "store" / name);
    std::ofstream(all_trash.back()).put('x');
    std::filesystem::resize_file(all_trash.back(), std::uintmax_t{16} << 30U);  // takes a minute, a piece at a time
  }
  store.Reopen();
  for (const auto& trash : all_trash) EXPECT_TRUE(std::filesystem::exists(trash)) << trash;
}

TEST(StoreFlushTest, FewTablesAreMadeWithLittleMemory) {
  const TemporaryDirectory directory;
  DatabaseOptions options;
  options.data_directory = directory.path();
  options.memory_bytes = std::size_t{8} << 20U;
  const Log log(LogLevel::kError);
  auto store = OpenRocksStore(options, log);
  ASSERT_TRUE(store) << store.error().cause();
  for (int i = 0; i < 3'000; ++i) {
    WriteBatch batch;
    for (const Family family : {Family::kItems, Family::kIndexes, Family::kChanges}) {
      batch.Put(family, std::to_string(i), "of 200 KB in all");
    }
    batch.AddToCounters("T1", 1, 1);
    ASSERT_TRUE((*store)->Write(std::move(batch)));
  }
  const std::filesystem::recursive_directory_iterator begin(directory.path());
  EXPECT_EQ(std::count_if(begin, {}, [](const auto& entry) { return entry.path().extension() == ".sst"; }), 0);
}

// Of half a megabyte and more.
std::size_t CountLargeTables(const OpenStore& store) {
  constexpr std::uintmax_t kLarge = std::uintmax_t{1} << 19U;
  const auto is_large = [](const std::filesystem::directory_entry& entry) {
    std::error_code gone;  // deleted meanwhile
    const std::uintmax_t size = entry.path().extension() == ".sst" ? entry.file_size(gone) : 0;
    return !gone && size >= kLarge;
  };
  std::error_code gone;
  const std::filesystem::recursive_directory_iterator begin(store.directory(), gone);
  return static_cast<std::size_t>(std::count_if(begin, {}, is_large));
}

TEST(StoreFlushTest, LeavesOneTableAtRestOfWhatIsWrittenAgainAndAgain) {
  const OpenStore store(Place::kDisk);
  const auto write_and_rest = [&] {
    for (int i = 0; i < 6; ++i) store.Put(Family::kItems, "key" + std::to_string(i), std::string(1 << 20U, 'x'));
    store->Tidy();
    EXPECT_TRUE(store->Tidy());
  };
  for (int times = 0; times < 5; ++times) write_and_rest();
  const auto deadline = SteadyClock::now() + std::chrono::seconds(30);
  while (CountLargeTables(store) > 1) {
    ASSERT_LT(SteadyClock::now(), deadline);
    std::this_thread::yield();
  }
}

// What a memtable holds of a key that is written again and again goes when it is written out.
class StoreFlushInMemoryTest : public testing::Test {
 protected:
  static constexpr std::size_t kValueBytes = std::size_t{1} << 20U;

  // A sanitizer's allocator has other books.
  void SetUp() override {
    const std::size_t before = Allocated();
    const auto value = std::make_unique<char[]>(kValueBytes);
    if (Allocated() < before + kValueBytes) GTEST_SKIP() << "what is allocated is not counted here";
  }
  static std::size_t Allocated() {
    const auto all = ::mallinfo2();
    return all.uordblks + all.hblkhd;
  }
  void Overwrite(int times, Family family = Family::kItems) const {
    for (int i = 0; i < times; ++i) store_.Put(family, "key", std::string(kValueBytes, 'x'));
  }
  void Rest() const {
    store_->Tidy();
    EXPECT_TRUE(store_->Tidy());
  }
  // The engine gives a memtable's memory back in a thread of its own.
  static void WaitUntilAllocatedIsBelow(std::size_t bytes) {
    const auto deadline = SteadyClock::now() + std::chrono::seconds(30);
    while (Allocated() >= bytes) {
      ASSERT_LT(SteadyClock::now(), deadline);
      std::this_thread::yield();
    }
  }

  OpenStore store_{Place::kMemory};
};

TEST_F(StoreFlushInMemoryTest, KeepsAMemtableThatHoldsEverything) {
  Overwrite(10);
  const std::size_t before = Allocated();
  Rest();
  EXPECT_EQ(Allocated(), before);
}

TEST_F(StoreFlushInMemoryTest, KeepsASmallMemtableBesideTables) {
  const std::size_t empty = Allocated();
  Overwrite(18);
  ASSERT_NO_FATAL_FAILURE(WaitUntilAllocatedIsBelow(empty + 6 * kValueBytes));
  for (int i = 0; i < 100; ++i) store_.Put(Family::kItems, "other key " + std::to_string(i), "small");
  const std::size_t before = Allocated();
  Rest();
  // One thread writes memtables out: when it has written this, all that it wrote before is no longer allocated.
  Overwrite(18, Family::kIndexes);
  ASSERT_NO_FATAL_FAILURE(WaitUntilAllocatedIsBelow(before + 6 * kValueBytes));
  EXPECT_GE(Allocated(), before + 3 * kValueBytes);
}

TEST_F(StoreFlushInMemoryTest, WritesOutALargeMemtableBesideTablesAtRest) {
  const std::size_t empty = Allocated();
  Overwrite(18);  // more than a memtable holds: the engine makes a table of it
  ASSERT_NO_FATAL_FAILURE(WaitUntilAllocatedIsBelow(empty + 6 * kValueBytes));
  Overwrite(10);
  Rest();
  ASSERT_NO_FATAL_FAILURE(WaitUntilAllocatedIsBelow(empty + 6 * kValueBytes));
}

}  // namespace
}  // namespace tablerock
