// CREATING, UPDATING and DELETING with --delay-transient-statuses: what is shown, what is refused meanwhile, and how it
// ends. The clock stands still but where a test moves it.
#include "jobs/transient_statuses.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jobs/index_jobs_fixture.h"
#include "operations/delete_table.h"
#include "operations/describe_table.h"
#include "operations/get_item.h"
#include "operations/list_tables.h"
#include "operations/operation_fixture.h"
#include "operations/put_item.h"
#include "operations/query.h"

namespace tablerock {
namespace {

constexpr std::int64_t kDelayMillis = 500;

class TransientStatusesTest : public IndexJobsTest {
 protected:
  TransientStatusesTest() {
    clock_.Freeze();
    DatabaseOptions options;
    options.in_memory = true;
    options.transient_status_millis = kDelayMillis;
    Open(options);
  }

  void RunJobs() {
    JobRunner runner(*database_);
    const auto idle = runner.RunUntilIdle();
    ASSERT_TRUE(idle) << idle.error().cause();
  }
  // The last moment at which a status shows that begins now, and the first at which it does not.
  void AlmostEnd() { clock_.Advance(kDelayMillis - 1); }
  void End() { clock_.Advance(1); }

  void CreateActiveTable() {
    CreateTable();
    clock_.Advance(kDelayMillis);
    RunJobs();
  }
  std::string CreateAgain() {
    const auto created = tablerock::CreateTable(*database_, context_, TableOf("the-table", "pk:S"));
    return created ? "" : created.error().classic();
  }
  std::string DeleteTheTable() {
    const auto deleted = DeleteTable(*database_, context_, {"the-table"});
    return deleted ? std::string(NameOf(deleted->table_description.table_status)) : deleted.error().classic();
  }
  std::string PutAnItem() {
    PutItemInput input;
    input.table_name = "the-table";
    input.item = InputOf(R"({"pk":{"S":"a"},"g":{"S":"x"},"n":{"N":"1"}})");
    const auto put = PutItem(*database_, context_, input);
    return put ? "" : put.error().classic();
  }
  std::string GetAnItem() {
    GetItemInput input;
    input.table_name = "the-table";
    input.key = InputOf(R"({"pk":{"S":"a"}})");
    const auto got = GetItem(*database_, context_, input);
    return got ? "" : got.error().classic();
  }
  std::string QueryIndex() {
    QueryInput input;
    input.table_name = "the-table";
    input.index_name = "gsi1";
    input.key_condition_expression = "g = :g";
    input.attributes = AttributesOf("", R"({":g":{"S":"x"}})");
    const auto output = Query(*database_, context_, std::move(input));
    return output ? std::to_string(output->count) : output.error().classic();
  }
  TableStatus Status() { return Describe().table_status; }
  IndexStatus StatusOfIndex() { return Describe().global_secondary_indexes.at(0).index_status; }
};

TEST_F(TransientStatusesTest, ATableIsCreatingForTheTimeThatWasSet) {
  CreateTableInput input = TableOf("the-table", "pk:S");
  AddGlobalIndex(input, "gsi1", "g:S");
  ASSERT_TRUE(tablerock::CreateTable(*database_, context_, input));
  AlmostEnd();
  RunJobs();
  EXPECT_EQ(Status(), TableStatus::kCreating);
  EXPECT_EQ(StatusOfIndex(), IndexStatus::kCreating);
  EXPECT_EQ(PutAnItem(), "Requested resource not found");
  EXPECT_EQ(GetAnItem(), "Requested resource not found");
  EXPECT_EQ(QueryIndex(), "Requested resource not found");
  EXPECT_EQ(CreateAgain(), "Attempt to change a resource which is still in use: Table is being created: the-table");
  EXPECT_EQ(Update(R"({"DeletionProtectionEnabled": true})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is being created: "
            "the-table");
  EXPECT_EQ(DeleteTheTable(), "Attempt to change a resource which is still in use: Table is being created: the-table");
  EXPECT_EQ(ListTables(*database_, context_, {})->table_names, std::vector<std::string>{"the-table"});
  End();
  EXPECT_EQ(Status(), TableStatus::kActive);  // with no job's help
  EXPECT_EQ(StatusOfIndex(), IndexStatus::kActive);
  EXPECT_EQ(PutAnItem(), "");
  EXPECT_EQ(QueryIndex(), "1");
  RunJobs();
  EXPECT_FALSE(database_->catalog().Find("", "the-table")->description().transient);
}

TEST_F(TransientStatusesTest, ATableIsUpdatingAndServesMeanwhile) {
  CreateActiveTable();
  ASSERT_EQ(Update(R"({"StreamSpecification": {"StreamEnabled": true, "StreamViewType": "KEYS_ONLY"}})"), "");
  AlmostEnd();
  EXPECT_EQ(Status(), TableStatus::kUpdating);
  EXPECT_EQ(PutAnItem(), "");
  EXPECT_EQ(Update(R"({"TableClass": "STANDARD_INFREQUENT_ACCESS"})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is being updated: "
            "the-table");
  EXPECT_EQ(Update(R"({"DeletionProtectionEnabled": true})"),
            "ResourceInUseException: Table needs to be in ACTIVE status to modify deletion protection setting.");
  EXPECT_EQ(DeleteTheTable(),
            "Attempt to change a resource which is still in use: Table: the-table is in the process of being updated.");
  End();
  EXPECT_EQ(Status(), TableStatus::kActive);
  EXPECT_EQ(Update(R"({"TableClass": "STANDARD_INFREQUENT_ACCESS"})"), "");
  EXPECT_EQ(Status(), TableStatus::kUpdating);
}

TEST_F(TransientStatusesTest, ATableIsDeletingAndThenGone) {
  CreateActiveTable();
  ASSERT_EQ(PutAnItem(), "");
  ASSERT_EQ(DeleteTheTable(), "DELETING");
  AlmostEnd();
  RunJobs();
  EXPECT_EQ(Status(), TableStatus::kDeleting);
  EXPECT_EQ(PutAnItem(), "Requested resource not found");
  EXPECT_EQ(GetAnItem(), "Requested resource not found");
  EXPECT_EQ(DeleteTheTable(), "Attempt to change a resource which is still in use: Table is being deleted: the-table");
  EXPECT_EQ(CreateAgain(), "Table already exists: the-table");
  EXPECT_EQ(Update(R"({"TableClass": "STANDARD"})"),
            "ResourceInUseException: Attempt to change a resource which is still in use: Table is being deleted: "
            "the-table");
  EXPECT_EQ(ListTables(*database_, context_, {})->table_names.size(), 1U);
  End();
  EXPECT_FALSE(DescribeTable(*database_, context_, {"the-table"}));
  EXPECT_EQ(DeleteTheTable(), "Requested resource not found: Table: the-table not found");
  RunJobs();
  EXPECT_EQ(database_->catalog().AllTables().size(), 0U);
  EXPECT_TRUE(ListTables(*database_, context_, {})->table_names.empty());
}

TEST_F(TransientStatusesTest, ADeletedTablesNameIsFreeBeforeTheJobComes) {
  CreateActiveTable();
  ASSERT_EQ(PutAnItem(), "");
  ASSERT_EQ(DeleteTheTable(), "DELETING");
  AlmostEnd();
  End();
  EXPECT_TRUE(ListTables(*database_, context_, {})->table_names.empty());
  CreateActiveTable();
  EXPECT_EQ(Describe().item_count, 0);
}

TEST_F(TransientStatusesTest, AnIndexIsCreatingThoughItIsFilled) {
  CreateActiveTable();
  ASSERT_EQ(PutAnItem(), "");
  AddIndex();
  AlmostEnd();
  RunJobs();
  EXPECT_EQ(StatusOfIndex(), IndexStatus::kCreating);
  EXPECT_EQ(Describe().global_secondary_indexes.at(0).backfilling, false);
  EXPECT_EQ(Status(), TableStatus::kUpdating);
  EXPECT_EQ(QueryIndex(), "Cannot read from backfilling global secondary index: gsi1");
  EXPECT_EQ(DeleteTheTable(),
            "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, "
            "updated, or deleted.");
  End();
  RunJobs();
  EXPECT_EQ(StatusOfIndex(), IndexStatus::kActive);
  EXPECT_EQ(QueryIndex(), "1");
  ExpectIndexAgrees();
}

TEST_F(TransientStatusesTest, AnIndexIsDeletingAndThenGone) {
  CreateActiveTable();
  ASSERT_EQ(PutAnItem(), "");
  AddIndex();
  RunJobs();
  AlmostEnd();
  End();
  ASSERT_EQ(DeleteIndex("gsi1"), "");
  AlmostEnd();
  RunJobs();
  EXPECT_EQ(StatusOfIndex(), IndexStatus::kDeleting);
  EXPECT_EQ(Status(), TableStatus::kUpdating);
  EXPECT_EQ(QueryIndex(), "The table does not have the specified index: gsi1");
  EXPECT_EQ(DeleteIndex("gsi1"),
            "LimitExceededException: Subscriber limit exceeded: Only 1 online index can be created or deleted "
            "simultaneously per table");
  End();
  RunJobs();
  EXPECT_TRUE(Describe().global_secondary_indexes.empty());
  EXPECT_EQ(Status(), TableStatus::kActive);
  EXPECT_TRUE(EntriesOf(1).empty());
}

TEST_F(TransientStatusesTest, NothingIsDelayedWithoutTheOption) {
  DatabaseOptions options;
  options.in_memory = true;
  Open(options);
  CreateTable();
  EXPECT_EQ(Status(), TableStatus::kActive);
  ASSERT_EQ(Update(R"({"TableClass": "STANDARD_INFREQUENT_ACCESS"})"), "");
  EXPECT_EQ(Status(), TableStatus::kActive);
  ASSERT_EQ(DeleteTheTable(), "DELETING");
  EXPECT_EQ(DeleteTheTable(), "Requested resource not found: Table: the-table not found");
}

}  // namespace
}  // namespace tablerock
