#include "storage/database.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "core/clock.h"
#include "core/log.h"
#include "sample_tables.h"
#include "temporary_directory.h"

namespace tablerock {
namespace {

constexpr UnixMillis kStart = 1'763'800'000'000;

class DatabaseTest : public testing::Test {
 protected:
  DatabaseTest() {
    clock_.Freeze();
    clock_.Set(kStart);
  }
  std::unique_ptr<Database> Open(bool in_memory = false, Durability durability = Durability::kProcess) {
    auto database = Database::Open(
        {.data_directory = directory_.path(), .in_memory = in_memory, .durability = durability}, clock_, log_);
    if (!database) throw std::runtime_error(database.error().cause());
    return std::move(*database);
  }

  TemporaryDirectory directory_;
  Clock clock_;
  Log log_{LogLevel::kError};
};

TEST_F(DatabaseTest, KeepsItsTablesAndItemsOverARestart) {
  for (const Durability durability : {Durability::kProcess, Durability::kPower}) {
    const std::string name = durability == Durability::kProcess ? "Process" : "Power";
    {
      const auto database = Open(false, durability);
      ASSERT_TRUE(database->catalog().Create(PlainTable(name)));
      WriteBatch batch;
      batch.Put(Family::kItems, name, "item");
      ASSERT_TRUE(database->store().Write(std::move(batch)));
    }
    const auto database = Open();
    EXPECT_NE(database->catalog().Find("", name), nullptr);
    PinnedValue value;
    EXPECT_TRUE(*database->store().Get(Family::kItems, name, value));
  }
}

TEST_F(DatabaseTest, InMemoryBeginsEmptyAndLeavesNoFile) {
  std::filesystem::remove_all(directory_.path());
  { ASSERT_TRUE(Open(true)->catalog().Create(PlainTable("A"))); }
  EXPECT_EQ(Open(true)->catalog().Find("", "A"), nullptr);
  EXPECT_FALSE(std::filesystem::exists(directory_.path()));
}

TEST_F(DatabaseTest, WritesOutWhatItsMemoryDoesNotHold) {
  const auto database =
      Database::Open({.data_directory = directory_.path(), .memory_bytes = std::size_t{2} << 20U}, clock_, log_);
  ASSERT_TRUE(database);
  const std::string value(std::size_t{64} << 10U, 'x');
  for (int i = 0; i < 64; ++i) {  // 4 MB, a quarter of a memtable
    WriteBatch batch;
    batch.Put(Family::kItems, std::to_string(i), value);
    ASSERT_TRUE((*database)->store().Write(std::move(batch)));
  }
  const auto has_a_table = [&] {
    const std::filesystem::recursive_directory_iterator files(directory_.path());
    return std::any_of(begin(files), end(files), [](const auto& file) { return file.path().extension() == ".sst"; });
  };
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (!has_a_table() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_TRUE(has_a_table());
}

TEST_F(DatabaseTest, TwoInMemoryLiveSideBySide) {
  const auto first = Open(true);
  const auto second = Open(true);
  ASSERT_TRUE(first->catalog().Create(PlainTable("A")));
  EXPECT_EQ(second->catalog().Find("", "A"), nullptr);
}

TEST_F(DatabaseTest, SequenceNumbersGoOnAboveThoseBeforeTheRestart) {
  SequenceNumber highest = 0;
  for (int restart = 0; restart < 5; ++restart) {
    const auto database = Open();
    for (int i = 0; i < 100; ++i) {
      const auto ticket = database->sequences().Assign(3);
      ASSERT_TRUE(ticket);
      ASSERT_GT(ticket->first(), highest);
      highest = ticket->first() + 2;
      clock_.Advance(i % 50);
    }
    clock_.Set(kStart - 10'000 * restart);  // a clock that was set back meanwhile
  }
}

TEST_F(DatabaseTest, SequenceNumbersFollowTheClockAfterALongStop) {
  { ASSERT_TRUE(Open()->sequences().Assign(1)); }
  clock_.Advance(60'000);
  EXPECT_EQ(Open()->sequences().Assign(1)->first(), FirstSequenceNumberAt(kStart + 60'000));
}

TEST_F(DatabaseTest, ASecondOneOnTheDirectoryIsRefused) {
  const auto first = Open();
  const auto second = Database::Open({.data_directory = directory_.path()}, clock_, log_);
  ASSERT_FALSE(second);
  EXPECT_NE(second.error().cause().find(directory_.path() + " is in use by"), std::string::npos);
}

}  // namespace
}  // namespace tablerock
