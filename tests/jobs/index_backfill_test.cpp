// Adding a global secondary index to a table that has items.
#include "jobs/index_backfill.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "jobs/index_jobs_fixture.h"
#include "operations/delete_table.h"
#include "operations/operation_fixture.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

class IndexBackfillTest : public IndexJobsTest {};

TEST_F(IndexBackfillTest, FillsTheIndexWithTheItemsThatThereWere) {
  CreateTable();
  for (int i = 0; i < 300; ++i) PutNumbered(i);
  AddIndex();

  TableReport table = Describe();
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  ASSERT_EQ(table.global_secondary_indexes.size(), 1U);
  EXPECT_EQ(table.global_secondary_indexes[0].index_status, IndexStatus::kCreating);
  EXPECT_EQ(table.global_secondary_indexes[0].backfilling, true);
  EXPECT_EQ(table.attribute_definitions.size(), 3U);
  EXPECT_EQ(CountJobs(), 1U);

  JobRunner runner(*database_);
  ASSERT_TRUE(runner.RunUntilIdle());
  ExpectIndexAgrees();
  table = Describe();
  EXPECT_EQ(table.global_secondary_indexes[0].item_count, 300);
  EXPECT_FALSE(table.global_secondary_indexes[0].backfilling);
  EXPECT_EQ(CountJobs(), 0U);
}

TEST_F(IndexBackfillTest, LeavesOutItemsThatTheIndexCannotTake) {
  CreateTable();
  Put(R"({"pk":{"S":"a"},"g":{"S":"x"},"n":{"N":"1"}})");
  Put(R"({"pk":{"S":"b"},"g":{"S":"x"}})");
  Put(R"({"pk":{"S":"c"},"g":{"N":"5"},"n":{"N":"1"}})");
  Put(R"({"pk":{"S":"d"},"g":{"S":"x"},"n":{"S":"1"}})");
  Put(R"({"pk":{"S":"e"},"g":{"L":[]},"n":{"N":"1"}})");
  Put(R"({"pk":{"S":"f"}})");
  AddIndex();
  JobRunner runner(*database_);
  ASSERT_TRUE(runner.RunUntilIdle());
  ExpectIndexAgrees();
  EXPECT_EQ(Describe().global_secondary_indexes[0].item_count, 1);
}

TEST_F(IndexBackfillTest, WritesBetweenItsStepsAreKeptInStep) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  CreateTable();
  for (int i = 0; i < 700; ++i) PutNumbered(i);
  AddIndex();
  JobRunner runner(*database_);
  for (bool more = true; more;) {
    const auto stepped = runner.StepEach();
    ASSERT_TRUE(stepped);
    more = *stepped;
    for (int write = 0; write < 100; ++write) {
      const int i = static_cast<int>(random() % 1000);
      const std::string key = "item-" + std::to_string(i);
      switch (random() % 4) {
        case 0:
          Delete(key);
          break;
        case 1:
          PutNumbered(i);
          break;
        case 2:
          Put(R"({"pk":{"S":")" + key + R"("},"g":{"S":"moved"},"n":{"N":"1"}})");
          break;
        default:
          Put(R"({"pk":{"S":")" + key + R"("}})");
      }
    }
  }
  ExpectIndexAgrees();
}

// A write that began before the index was there ends after others that know the index.
TEST_F(IndexBackfillTest, WaitsForWritesThatDoNotKnowTheIndex) {
  CreateTable();
  for (int i = 0; i < 20; ++i) PutNumbered(i);
  std::optional<WriteTicket> old_write = database_->catalog().BeginWrite("", "the-table");
  const TableDescription before = old_write->table()->description();
  std::atomic<bool> stepped = false;
  std::thread update([&] { AddIndex(); });
  std::thread jobs([&] {
    while (CountJobs() == 0) std::this_thread::yield();
    JobRunner runner(*database_);
    EXPECT_TRUE(runner.StepEach());
    stepped = true;
    EXPECT_TRUE(runner.RunUntilIdle());
  });
  while (Describe().global_secondary_indexes.empty()) std::this_thread::yield();

  PutNumbered(3);
  PutNumbered(100);
  PutNumbered(101);
  WriteBatch batch;  // moves item-3 and item-100 in the index, deletes item-101, adds item-102
  const auto put = [&](const std::string& json) {
    const Item item = ItemOf(json);
    batch.Put(Family::kItems, EncodeItemKey(before.id, before.key_schema, item).bytes(), item.bytes());
  };
  put(R"({"pk":{"S":"item-3"},"g":{"S":"moved"},"n":{"N":"3"}})");
  put(R"({"pk":{"S":"item-100"},"g":{"S":"moved"},"n":{"N":"3"}})");
  put(R"({"pk":{"S":"item-102"},"g":{"S":"new"},"n":{"N":"3"}})");
  batch.Delete(Family::kItems,
               EncodeItemKey(before.id, before.key_schema, ItemOf(R"({"pk":{"S":"item-101"}})")).bytes());
  ASSERT_TRUE(database_->store().Write(std::move(batch)));
  for (int i = 0; i < 1'000 && !stepped; ++i) std::this_thread::yield();
  EXPECT_FALSE(stepped) << "the job went on while an older write was in flight";
  old_write.reset();

  update.join();
  jobs.join();
  ExpectIndexAgrees();
  EXPECT_EQ(Describe().global_secondary_indexes[0].item_count, 22);
}

TEST_F(IndexBackfillTest, WritesOfOtherThreadsAreKeptInStep) {
  CreateTable();
  constexpr int kItems = 2'000;
  for (int i = 0; i < kItems; ++i) PutNumbered(i);
  JobRunner runner(*database_);
  runner.Start();
  std::atomic<int> writing{0};
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      std::mt19937 random(t);
      ++writing;
      for (int write = 0; write < 1'500; ++write) {
        const int i = static_cast<int>(random() % (kItems + 500));
        if (random() % 2 == 0) {
          PutNumbered(i);
        } else {
          Delete("item-" + std::to_string(i));
        }
      }
    });
  }
  while (writing < 3) std::this_thread::yield();
  AddIndex();
  for (std::thread& thread : threads) thread.join();
  while (Describe().global_secondary_indexes[0].index_status != IndexStatus::kActive) std::this_thread::yield();
  runner.Stop();
  ExpectIndexAgrees();
}

TEST_F(IndexBackfillTest, GoesOnAfterARestart) {
  const std::filesystem::path directory =
      std::filesystem::path(testing::TempDir()) / ("tablerock-backfill-" + std::to_string(std::random_device{}()));
  DatabaseOptions options;
  options.data_directory = directory.string();
  Open(options);
  CreateTable();
  for (int i = 0; i < 600; ++i) PutNumbered(i);
  AddIndex();
  {
    JobRunner runner(*database_);
    for (int step = 0; step < 4; ++step) ASSERT_TRUE(runner.StepEach());
  }
  const auto entries_before = EntriesOf(1).size();
  EXPECT_GT(entries_before, 0U);
  EXPECT_LT(entries_before, 600U);

  Open(options);
  EXPECT_EQ(Describe().global_secondary_indexes[0].index_status, IndexStatus::kCreating);
  EXPECT_EQ(EntriesOf(1).size(), entries_before);
  Delete("item-1");
  PutNumbered(1'000);
  JobRunner runner(*database_);
  int steps = 0;
  for (bool more = true; more; ++steps) {
    const auto stepped = runner.StepEach();
    ASSERT_TRUE(stepped);
    more = *stepped;
  }
  EXPECT_LE(steps, 3) << "what was done before the restart was done again";
  ExpectIndexAgrees();

  Open(options);
  ExpectIndexAgrees();  // the counters on disk too
  database_.reset();
  std::filesystem::remove_all(directory);
}

TEST_F(IndexBackfillTest, OtherIndexChangesAndDeletionWait) {
  CreateTable();
  AddIndex();
  EXPECT_EQ(Update(R"({
    "AttributeDefinitions": [{"AttributeName": "h", "AttributeType": "S"}],
    "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "gsi2", "Projection": {"ProjectionType": "ALL"},
      "KeySchema": [{"AttributeName": "h", "KeyType": "HASH"}]}}]})"),
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted "
            "simultaneously per table");
  const auto deleted = DeleteTable(*database_, context_, {"the-table"});
  ASSERT_FALSE(deleted);
  EXPECT_EQ(deleted.error().type(), ErrorType::kResourceInUse);
  EXPECT_EQ(deleted.error().classic(),
            "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, "
            "updated, or deleted.");
  JobRunner runner(*database_);
  ASSERT_TRUE(runner.RunUntilIdle());
  EXPECT_TRUE(DeleteTable(*database_, context_, {"the-table"}));
}

}  // namespace
}  // namespace tablerock
