// CreateTable, DescribeTable, ListTables and DeleteTable: what they answer and what is there afterwards.
#include <gtest/gtest.h>

#include <regex>
#include <string>

#include "operations/delete_item.h"
#include "operations/delete_table.h"
#include "operations/describe_endpoints.h"
#include "operations/describe_limits.h"
#include "operations/describe_table.h"
#include "operations/list_tables.h"
#include "operations/operation_fixture.h"

namespace tablerock {
namespace {

class TablesTest : public OperationTest {
 protected:
  TableReport Describe(const std::string& table_name) {
    const auto output = DescribeTable(*database_, context_, {table_name});
    EXPECT_TRUE(output) << output.error().classic();
    return output ? output->table : TableReport();
  }
};

TEST_F(TablesTest, AnOnDemandTableIsCreatingInTheAnswerAndActiveAfterIt) {
  clock_.Set(1'700'000'000'000);
  clock_.Freeze();
  const auto created = CreateTable(*database_, context_, TableOf("orders", "pk:S,sk:N"));
  ASSERT_TRUE(created);
  const TableReport& answer = created->table_description;
  EXPECT_EQ(answer.table_status, TableStatus::kCreating);
  ASSERT_TRUE(answer.billing_mode_summary);
  EXPECT_FALSE(answer.billing_mode_summary->last_update_to_pay_per_request);
  EXPECT_FALSE(answer.warm_throughput);

  const TableReport table = Describe("orders");
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_EQ(table.table_name, "orders");
  EXPECT_EQ(table.table_arn, "arn:aws:dynamodb:us-east-1:000000000000:table/orders");
  EXPECT_EQ(table.table_id, answer.table_id);
  EXPECT_TRUE(std::regex_match(table.table_id, std::regex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")));
  EXPECT_EQ(table.creation_time, clock_.Now());
  EXPECT_EQ(table.attribute_definitions,
            (std::vector<KeyAttribute>{{"pk", AttributeType::kString}, {"sk", AttributeType::kNumber}}));
  EXPECT_EQ(table.key_schema.partition_key.front().name, "pk");
  EXPECT_EQ(table.key_schema.sort_key.front().name, "sk");
  EXPECT_EQ(table.provisioned_throughput, ProvisionedThroughput());
  EXPECT_EQ(table.billing_mode_summary->billing_mode, BillingMode::kPayPerRequest);
  EXPECT_EQ(table.billing_mode_summary->last_update_to_pay_per_request, clock_.Now());
  ASSERT_TRUE(table.warm_throughput);
  EXPECT_EQ(table.warm_throughput->read_units_per_second, 12'000);
  EXPECT_EQ(table.warm_throughput->write_units_per_second, 4'000);
  EXPECT_EQ(table.warm_throughput->status, "ACTIVE");
  EXPECT_FALSE(table.deletion_protection_enabled);
  EXPECT_FALSE(table.stream_view_type || table.sse_description || table.table_class_summary);
  EXPECT_EQ(table.latest_stream_label, "");
  EXPECT_FALSE(table.on_demand_throughput);
}

TEST_F(TablesTest, AProvisionedTableHasNoBillingModeSummary) {
  CreateTableInput input = TableOf("units", "pk:S");
  input.billing_mode.reset();
  input.provisioned_throughput = {5, 6};
  Create(input);
  const TableReport table = Describe("units");
  EXPECT_FALSE(table.billing_mode_summary);
  EXPECT_EQ(table.provisioned_throughput.read_capacity_units, 5);
  EXPECT_EQ(table.provisioned_throughput.write_capacity_units, 6);
  EXPECT_EQ(table.provisioned_throughput.number_of_decreases_today, 0);
  EXPECT_EQ(table.warm_throughput->read_units_per_second, 5);
}

TEST_F(TablesTest, SettingsOfCreateTableAreShown) {
  CreateTableInput input = TableOf("settings", "pk:S");
  input.stream_specification = {true, "NEW_AND_OLD_IMAGES"};
  input.sse_specification = {true, "KMS", "1234"};
  input.table_class = "STANDARD_INFREQUENT_ACCESS";
  input.deletion_protection_enabled = true;
  input.on_demand_throughput = {7, std::nullopt};
  Create(input);
  const TableReport table = Describe("settings");
  EXPECT_EQ(table.stream_view_type, StreamViewType::kNewAndOldImages);
  EXPECT_TRUE(std::regex_match(table.latest_stream_label, std::regex(R"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})")));
  EXPECT_EQ(table.latest_stream_arn, table.table_arn + "/stream/" + table.latest_stream_label);
  EXPECT_EQ(table.sse_description->kms_master_key_arn, "arn:aws:kms:us-east-1:000000000000:key/1234");
  EXPECT_EQ(table.table_class_summary->table_class, TableClass::kStandardInfrequentAccess);
  EXPECT_TRUE(table.deletion_protection_enabled);
  EXPECT_EQ(table.on_demand_throughput, (OnDemandThroughput{7, -1}));
}

TEST_F(TablesTest, IndexesAreShownWithTheirOwnMembers) {
  CreateTableInput input = TableOf("indexed", "pk:S,sk:S");
  AddLocalIndex(input, "lsi1", "pk:S,l:N", "KEYS_ONLY");
  AddGlobalIndex(input, "gsi1", "g:S,sk:S");
  input.global_secondary_indexes->front().projection = {"INCLUDE", std::vector<std::string>{"b", "a"}};
  const auto created = CreateTable(*database_, context_, input);
  ASSERT_TRUE(created) << created.error().classic();
  const GlobalIndexReport& creating = created->table_description.global_secondary_indexes.front();
  EXPECT_EQ(creating.index_status, IndexStatus::kCreating);
  EXPECT_FALSE(creating.backfilling);

  const TableReport table = Describe("indexed");
  ASSERT_EQ(table.local_secondary_indexes.size(), 1U);
  EXPECT_EQ(table.local_secondary_indexes[0].index_name, "lsi1");
  EXPECT_EQ(table.local_secondary_indexes[0].projection.type, ProjectionType::kKeysOnly);
  EXPECT_EQ(table.local_secondary_indexes[0].index_arn, table.table_arn + "/index/lsi1");
  ASSERT_EQ(table.global_secondary_indexes.size(), 1U);
  const GlobalIndexReport& index = table.global_secondary_indexes[0];
  EXPECT_EQ(index.index_status, IndexStatus::kActive);
  EXPECT_FALSE(index.backfilling);
  EXPECT_EQ(index.projection.non_key_attributes, (std::vector<std::string>{"b", "a"}));
  EXPECT_EQ(index.warm_throughput->write_units_per_second, 4'000);
}

TEST_F(TablesTest, AGlobalIndexMayHaveSeveralAttributesAKey) {
  CreateTableInput input = TableOf("wide", "pk:S");
  input.attribute_definitions = {{"pk", "S"}, {"a", "S"}, {"b", "N"}, {"c", "S"}, {"d", "B"}};
  GlobalSecondaryIndexInput index;
  index.index_name = "wide-index";
  index.key_schema = {{"a", "HASH"}, {"b", "HASH"}, {"c", "RANGE"}, {"d", "RANGE"}};
  index.projection.projection_type = "ALL";
  input.global_secondary_indexes = {index};
  Create(input);
  const KeySchema keys = Describe("wide").global_secondary_indexes.front().key_schema;
  EXPECT_EQ(keys.partition_key,
            (std::vector<KeyAttribute>{{"a", AttributeType::kString}, {"b", AttributeType::kNumber}}));
  EXPECT_EQ(keys.sort_key, (std::vector<KeyAttribute>{{"c", AttributeType::kString}, {"d", AttributeType::kBinary}}));
}

TEST_F(TablesTest, CountsAndSizesFollowEachWriteAtOnce) {
  CreateTableInput input = TableOf("counted", "pk:S");
  AddGlobalIndex(input, "gsi1", "g:S", "KEYS_ONLY");
  Create(input);
  Put("counted", R"({"pk":{"S":"a"},"g":{"S":"x"},"data":{"S":"12345"}})");  // 3 + 2 + 9 bytes
  Put("counted", R"({"pk":{"S":"b"}})");
  TableReport table = Describe("counted");
  EXPECT_EQ(table.item_count, 2);
  EXPECT_EQ(table.table_size_bytes, 17);
  EXPECT_EQ(table.global_secondary_indexes[0].item_count, 1);
  EXPECT_EQ(table.global_secondary_indexes[0].index_size_bytes, 5);

  DeleteItemInput remove;
  remove.table_name = "counted";
  remove.key = InputOf(R"({"pk":{"S":"a"}})");
  ASSERT_TRUE(DeleteItem(*database_, context_, remove));
  table = Describe("counted");
  EXPECT_EQ(table.item_count, 1);
  EXPECT_EQ(table.table_size_bytes, 3);
  EXPECT_EQ(table.global_secondary_indexes[0].item_count, 0);
}

TEST_F(TablesTest, AnArnNamesATableAndItsPlaceIsTheRequests) {
  CreateTableInput input = TableOf("arn:aws:dynamodb:eu-west-1:123456789012:table/named", "pk:S");
  Create(input);
  context_.region = "eu-west-2";
  context_.account = "210987654321";
  const TableReport table = Describe("arn:aws:dynamodb:us-east-1:000000000000:table/named");
  EXPECT_EQ(table.table_name, "named");
  EXPECT_EQ(table.table_arn, "arn:aws:dynamodb:eu-west-2:210987654321:table/named");
}

TEST_F(TablesTest, ListTablesGoesOnBehindTheLastName) {
  for (const char* name : {"b-2", "a-1", "c-3", "B-4"}) CreateTableWithKeys(name, "pk:S");
  const auto all = ListTables(*database_, context_, {});
  ASSERT_TRUE(all);
  EXPECT_EQ(all->table_names, (std::vector<std::string>{"B-4", "a-1", "b-2", "c-3"}));
  EXPECT_FALSE(all->last_evaluated_table_name);

  const auto first = ListTables(*database_, context_, {std::nullopt, 2});
  EXPECT_EQ(first->table_names, (std::vector<std::string>{"B-4", "a-1"}));
  EXPECT_EQ(first->last_evaluated_table_name, "a-1");
  const auto second = ListTables(*database_, context_, {"a-1", 2});
  EXPECT_EQ(second->table_names, (std::vector<std::string>{"b-2", "c-3"}));
  EXPECT_FALSE(second->last_evaluated_table_name);
  EXPECT_EQ(ListTables(*database_, context_, {"azz", 100})->table_names, (std::vector<std::string>{"b-2", "c-3"}));
}

TEST_F(TablesTest, NamespacesDoNotSeeEachOther) {
  CreateTableWithKeys("shared-name", "pk:S");
  context_.namespace_name = "worker-1";
  EXPECT_FALSE(DescribeTable(*database_, context_, {"shared-name"}));
  CreateTableWithKeys("shared-name", "pk:S");
  EXPECT_EQ(ListTables(*database_, context_, {})->table_names.size(), 1U);
}

TEST_F(TablesTest, DeleteTableTakesItemsAndNameAway) {
  CreateTableInput input = TableOf("gone", "pk:S");
  AddGlobalIndex(input, "gsi1", "g:S");
  Create(input);
  Put("gone", R"({"pk":{"S":"a"},"g":{"S":"x"}})");
  const auto deleted = DeleteTable(*database_, context_, {"gone"});
  ASSERT_TRUE(deleted) << deleted.error().classic();
  EXPECT_EQ(deleted->table_description.table_status, TableStatus::kDeleting);
  EXPECT_EQ(deleted->table_description.table_name, "gone");
  EXPECT_TRUE(deleted->table_description.global_secondary_indexes.empty());

  const auto described = DescribeTable(*database_, context_, {"gone"});
  ASSERT_FALSE(described);
  EXPECT_EQ(described.error().type(), ErrorType::kResourceNotFound);
  EXPECT_EQ(described.error().classic(), "Requested resource not found: Table: gone not found");
  const auto again = DeleteTable(*database_, context_, {"gone"});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().classic(), "Requested resource not found: Table: gone not found");

  Create(input);
  EXPECT_EQ(Get("gone", R"({"pk":{"S":"a"}})"), "");
  EXPECT_EQ(Describe("gone").item_count, 0);
}

TEST_F(TablesTest, AProtectedTableIsNotDeleted) {
  CreateTableInput input = TableOf("protected", "pk:S");
  input.deletion_protection_enabled = true;
  Create(input);
  const auto deleted = DeleteTable(*database_, context_, {"protected"});
  ASSERT_FALSE(deleted);
  EXPECT_EQ(deleted.error().type(), ErrorType::kValidation);
  EXPECT_EQ(deleted.error().classic(),
            "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection "
            "first.");
  EXPECT_EQ(Describe("protected").table_status, TableStatus::kActive);
}

TEST_F(TablesTest, LimitsAndEndpointsAreAnswered) {
  const auto limits = DescribeLimits(*database_, context_, {});
  ASSERT_TRUE(limits);
  EXPECT_EQ(limits->account_max_read_capacity_units, 80'000);
  EXPECT_EQ(limits->table_max_write_capacity_units, 40'000);
  context_.request_host = "localhost:8000";
  const auto endpoints = DescribeEndpoints(*database_, context_, {});
  ASSERT_TRUE(endpoints);
  ASSERT_EQ(endpoints->endpoints.size(), 1U);
  EXPECT_EQ(endpoints->endpoints[0].address, "localhost:8000");
  EXPECT_EQ(endpoints->endpoints[0].cache_period_in_minutes, 1440);
}

}  // namespace
}  // namespace tablerock
