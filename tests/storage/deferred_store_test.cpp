#include "storage/deferred_store.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "core/log.h"
#include "storage/rocks_store.h"

namespace tablerock {
namespace {

WriteBatch BatchWith(const std::string& key) {
  WriteBatch batch;
  batch.Put(Family::kItems, key, "value");
  return batch;
}

// A store that is made when the test says so.
class DeferredStoreTest : public testing::Test {
 protected:
  ~DeferredStoreTest() override { LetItBeMade(); }

  DeferredStore::Make MakeWhenLet() {
    return [this]() -> Result<std::unique_ptr<Store>> {
      let_.get_future().wait();
      was_let_ = true;
      return OpenRocksStore({.data_directory = {}, .in_memory = true}, log_);
    };
  }
  void LetItBeMade() {
    if (!std::exchange(has_let_, true)) let_.set_value();
  }
  bool Has(Store& store, const std::string& key, const Snapshot* snapshot = nullptr) {
    PinnedValue value;
    return *store.Get(Family::kItems, key, value, snapshot);
  }
  static bool IsEmpty(Store& store) {
    const auto cursor = store.NewCursor(Family::kItems, {}, {});
    cursor->SeekToFirst();
    const bool has_first = cursor->Valid();
    cursor->SeekToLast();
    return !has_first && !cursor->Valid() && cursor->status();
  }

  Log log_{LogLevel::kError};
  std::atomic<bool> was_let_{false};

 private:
  std::promise<void> let_;
  bool has_let_ = false;
};

TEST_F(DeferredStoreTest, IsEmptyUntilItIsMade) {
  DeferredStore store(MakeWhenLet(), log_);
  PinnedValue value;
  EXPECT_FALSE(*store.Get(Family::kItems, "a", value, nullptr));
  EXPECT_EQ(value.view(), "");
  EXPECT_TRUE(IsEmpty(store));
  EXPECT_TRUE(store.Tidy());
  store.CompactRange(Family::kItems, "a", "b");
  EXPECT_FALSE(was_let_);
  LetItBeMade();
}

TEST_F(DeferredStoreTest, AWriteWaitsForItAndIsReadFromThenOn) {
  DeferredStore store(MakeWhenLet(), log_);
  std::thread writer([&] {
    EXPECT_TRUE(store.Write(BatchWith("a")));
    EXPECT_TRUE(was_let_);
    EXPECT_TRUE(Has(store, "a"));
    EXPECT_FALSE(IsEmpty(store));
  });
  LetItBeMade();
  writer.join();
}

TEST_F(DeferredStoreTest, ASnapshotWaitsForItAndKeepsItsMoment) {
  DeferredStore store(MakeWhenLet(), log_);
  std::thread reader([&] {
    const SnapshotHandle before = store.TakeSnapshot();
    EXPECT_TRUE(was_let_);
    EXPECT_TRUE(store.Write(BatchWith("a")));
    EXPECT_FALSE(Has(store, "a", before.get()));
    EXPECT_TRUE(Has(store, "a"));
  });
  LetItBeMade();
  reader.join();
}

TEST_F(DeferredStoreTest, EveryWriteHasTheErrorOfItsMaking) {
  DeferredStore store([]() -> Result<std::unique_ptr<Store>> { return ApiError::Internal("no memory"); }, log_);
  for (int i = 0; i < 2; ++i) {
    WriteBatch batch = BatchWith("a");
    const auto written = store.Write(std::move(batch));
    ASSERT_FALSE(written);
    EXPECT_EQ(written.error().cause(), "no memory");
  }
  EXPECT_EQ(store.TakeSnapshot(), nullptr);
  EXPECT_FALSE(Has(store, "a"));
  EXPECT_TRUE(IsEmpty(store));
}

TEST_F(DeferredStoreTest, IsClosedWhileItIsMade) {
  for (int i = 0; i < 20; ++i) {
    const DeferredStore store([this] { return OpenRocksStore({.data_directory = {}, .in_memory = true}, log_); }, log_);
  }
}

}  // namespace
}  // namespace tablerock
