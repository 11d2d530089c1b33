// Deleting a global secondary index.
#include "jobs/index_removal.h"

#include <gtest/gtest.h>

#include <string>

#include "jobs/index_jobs_fixture.h"
#include "operations/delete_table.h"

namespace tablerock {
namespace {

class IndexRemovalTest : public IndexJobsTest {
 protected:
  void CreateFilledIndex() {
    CreateTable();
    for (int i = 0; i < 50; ++i) PutNumbered(i);
    AddIndex();
    JobRunner runner(*database_);
    ASSERT_TRUE(runner.RunUntilIdle());
  }
};

TEST_F(IndexRemovalTest, TakesEntriesAndDefinitionsAway) {
  CreateFilledIndex();
  ASSERT_EQ(DeleteIndex("gsi1"), "");
  TableReport table = Describe();
  EXPECT_EQ(table.table_status, TableStatus::kUpdating);
  EXPECT_EQ(table.global_secondary_indexes.at(0).index_status, IndexStatus::kDeleting);

  JobRunner runner(*database_);
  ASSERT_TRUE(runner.RunUntilIdle());
  table = Describe();
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_TRUE(table.global_secondary_indexes.empty());
  EXPECT_EQ(table.attribute_definitions.size(), 1U);
  EXPECT_TRUE(EntriesOf(1).empty());
  EXPECT_EQ(CountJobs(), 0U);

  Put(R"({"pk":{"S":"later"},"g":{"N":"1"}})");  // "g" is an attribute like any other again
  EXPECT_TRUE(EntriesOf(1).empty());
}

TEST_F(IndexRemovalTest, AnIndexOfTheSameNameBeginsAnew) {
  CreateFilledIndex();
  ASSERT_EQ(DeleteIndex("gsi1"), "");
  JobRunner runner(*database_);
  ASSERT_TRUE(runner.RunUntilIdle());
  Delete("item-7");
  AddIndex();
  ASSERT_TRUE(runner.RunUntilIdle());
  ExpectIndexAgrees();
}

TEST_F(IndexRemovalTest, EndsABackfillThatIsUnderWay) {
  CreateTable();
  for (int i = 0; i < 300; ++i) PutNumbered(i);
  AddIndex();
  JobRunner runner(*database_);
  ASSERT_TRUE(runner.StepEach());
  ASSERT_TRUE(runner.StepEach());
  EXPECT_GT(EntriesOf(1).size(), 0U);
  ASSERT_EQ(DeleteIndex("gsi1"), "");
  ASSERT_TRUE(runner.RunUntilIdle());
  EXPECT_TRUE(Describe().global_secondary_indexes.empty());
  EXPECT_TRUE(EntriesOf(1).empty());
  EXPECT_EQ(CountJobs(), 0U);
}

TEST_F(IndexRemovalTest, OtherChangesOfTheTableWait) {
  CreateFilledIndex();
  ASSERT_EQ(DeleteIndex("gsi1"), "");
  const std::string in_use = "ResourceInUseException: Attempt to change a resource which is still in use: ";
  EXPECT_EQ(Update(R"({"BillingMode": "PROVISIONED",
                       "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}})"),
            in_use + "Can't change table IOPS when an index is being deleted. Table: the-table Indexes: [gsi1]");
  EXPECT_EQ(Update(R"({"OnDemandThroughput": {"MaxReadRequestUnits": 10}})"),
            in_use + "OnDemandThroughput cannot be updated while index deletion is in progress for indexes: [gsi1]");
  EXPECT_EQ(Update(R"({"GlobalSecondaryIndexUpdates": [{"Update": {"IndexName": "gsi1",
                         "WarmThroughput": {"ReadUnitsPerSecond": 13000}}}]})"),
            in_use + "Index is being deleted. Table: the-table Index: gsi1");
  EXPECT_EQ(DeleteIndex("gsi1"),
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted "
            "simultaneously per table");
  EXPECT_FALSE(DeleteTable(*database_, context_, {"the-table"}));
  EXPECT_EQ(Update(R"({"DeletionProtectionEnabled": true})"), "");
}

}  // namespace
}  // namespace tablerock
