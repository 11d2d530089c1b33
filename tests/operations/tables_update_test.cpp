// UpdateTable: what changes, and what its answer shows before the change is through. (Indexes: tests/jobs.)
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "changes/stream.h"
#include "operations/delete_table.h"
#include "operations/describe_table.h"
#include "operations/operation_fixture.h"
#include "operations/table_requests.h"
#include "operations/update_table.h"

namespace tablerock {
namespace {

class UpdateTableTest : public OperationTest {
 protected:
  UpdateTableTest() {
    clock_.Set(1'700'000'000'000);
    clock_.Freeze();
  }
  void CreateProvisioned(const std::string& name, std::int64_t units) {
    CreateTableInput input = TableOf(name, "pk:S");
    input.billing_mode.reset();
    input.provisioned_throughput = {units, units};
    Create(input);
  }
  TableReport Describe(const std::string& name) {
    const auto output = DescribeTable(*database_, context_, {name});
    EXPECT_TRUE(output) << output.error().classic();
    return output ? output->table : TableReport();
  }
  // What UpdateTable answered to a request of these members.
  TableReport Update(const std::string& table_name, const std::string& changes) {
    UpdateTableInput input = UpdateTableInputOf(nlohmann::json::parse(changes));
    input.table_name = table_name;
    const auto output = UpdateTable(*database_, context_, input);
    EXPECT_TRUE(output) << output.error().classic();
    return output ? output->table_description : TableReport();
  }
};

TEST_F(UpdateTableTest, TheAnswerStillHasTheOldThroughput) {
  CreateProvisioned("units", 5);
  const TableReport answer =
      Update("units", R"({"ProvisionedThroughput":{"ReadCapacityUnits":10,"WriteCapacityUnits":8}})");
  EXPECT_EQ(answer.table_status, TableStatus::kUpdating);
  EXPECT_EQ(answer.provisioned_throughput.read_capacity_units, 5);
  const TableReport table = Describe("units");
  EXPECT_EQ(table.table_status, TableStatus::kActive);
  EXPECT_EQ(table.provisioned_throughput.read_capacity_units, 10);
  EXPECT_EQ(table.provisioned_throughput.write_capacity_units, 8);
  EXPECT_EQ(table.provisioned_throughput.last_increase, clock_.Now());
  EXPECT_FALSE(table.provisioned_throughput.last_decrease);
  EXPECT_FALSE(table.billing_mode_summary);
}

TEST_F(UpdateTableTest, DecreasesAreCountedADayAndWarmThroughputStays) {
  CreateProvisioned("units", 5);
  Update("units", R"({"ProvisionedThroughput":{"ReadCapacityUnits":4,"WriteCapacityUnits":4}})");
  Update("units", R"({"ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4}})");
  EXPECT_EQ(Describe("units").provisioned_throughput.number_of_decreases_today, 2);
  EXPECT_EQ(Describe("units").provisioned_throughput.last_decrease, clock_.Now());
  EXPECT_EQ(Describe("units").warm_throughput->read_units_per_second, 5);
  clock_.Advance(86'400'000);
  EXPECT_EQ(Describe("units").provisioned_throughput.number_of_decreases_today, 0);
  Update("units", R"({"ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":3}})");
  EXPECT_EQ(Describe("units").provisioned_throughput.number_of_decreases_today, 1);
}

TEST_F(UpdateTableTest, SwitchingToOnDemandAndBackKeepsTheSummary) {
  CreateProvisioned("switched", 5);
  const TableReport answer =
      Update("switched", R"({"BillingMode":"PAY_PER_REQUEST","OnDemandThroughput":{"MaxReadRequestUnits":9}})");
  EXPECT_EQ(answer.table_status, TableStatus::kUpdating);
  EXPECT_EQ(answer.billing_mode_summary->billing_mode, BillingMode::kPayPerRequest);
  EXPECT_FALSE(answer.billing_mode_summary->last_update_to_pay_per_request);
  TableReport table = Describe("switched");
  EXPECT_EQ(table.provisioned_throughput.read_capacity_units, 0);
  EXPECT_EQ(table.on_demand_throughput, (OnDemandThroughput{9, -1}));
  EXPECT_EQ(table.billing_mode_summary->last_update_to_pay_per_request, clock_.Now());

  Update("switched", R"({"BillingMode":"PAY_PER_REQUEST"})");  // again: no change, no error
  Update("switched", R"({"BillingMode":"PROVISIONED",
                         "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5}})");
  table = Describe("switched");
  EXPECT_EQ(table.provisioned_throughput.read_capacity_units, 5);
  EXPECT_EQ(table.billing_mode_summary->billing_mode, BillingMode::kProvisioned);
  EXPECT_TRUE(table.billing_mode_summary->last_update_to_pay_per_request);
  EXPECT_FALSE(table.on_demand_throughput);
  EXPECT_EQ(table.warm_throughput->read_units_per_second, 12'000);
}

TEST_F(UpdateTableTest, SwitchingToProvisionedTakesUnitsForEachIndex) {
  CreateTableInput create = TableOf("indexed", "pk:S");
  AddGlobalIndex(create, "gsi1", "g:S");
  Create(create);
  Update("indexed", R"({"BillingMode":"PROVISIONED",
                        "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":5},
                        "GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"gsi1",
                          "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4}}}]})");
  EXPECT_EQ(Describe("indexed").global_secondary_indexes[0].provisioned_throughput.write_capacity_units, 4);

  // One index alone: the answer has its old throughput and its status.
  const TableReport answer = Update("indexed", R"({"GlobalSecondaryIndexUpdates":[{"Update":{"IndexName":"gsi1",
                              "ProvisionedThroughput":{"ReadCapacityUnits":6,"WriteCapacityUnits":6}}}]})");
  EXPECT_EQ(answer.table_status, TableStatus::kActive);
  EXPECT_EQ(answer.global_secondary_indexes[0].index_status, IndexStatus::kUpdating);
  EXPECT_EQ(answer.global_secondary_indexes[0].provisioned_throughput.read_capacity_units, 3);
  EXPECT_EQ(Describe("indexed").global_secondary_indexes[0].provisioned_throughput.read_capacity_units, 6);
}

TEST_F(UpdateTableTest, OnDemandLimitsMergeAndMinusOneTakesOneAway) {
  CreateTableWithKeys("limited", "pk:S");
  EXPECT_EQ(
      Update("limited", R"({"OnDemandThroughput":{"MaxReadRequestUnits":10,"MaxWriteRequestUnits":20}})").table_status,
      TableStatus::kActive);
  Update("limited", R"({"OnDemandThroughput":{"MaxReadRequestUnits":-1}})");
  EXPECT_EQ(Describe("limited").on_demand_throughput, (OnDemandThroughput{-1, 20}));
  Update("limited", R"({"OnDemandThroughput":{"MaxWriteRequestUnits":-1}})");
  EXPECT_FALSE(Describe("limited").on_demand_throughput);
}

TEST_F(UpdateTableTest, WarmThroughputGrows) {
  CreateTableWithKeys("warm", "pk:S");
  const TableReport answer = Update("warm", R"({"WarmThroughput":{"ReadUnitsPerSecond":13000}})");
  EXPECT_EQ(answer.warm_throughput->status, "UPDATING");
  EXPECT_EQ(answer.warm_throughput->read_units_per_second, 12'000);
  EXPECT_EQ(Describe("warm").warm_throughput->read_units_per_second, 13'000);
  EXPECT_EQ(Describe("warm").warm_throughput->write_units_per_second, 4'000);
}

TEST_F(UpdateTableTest, AStreamIsSwitchedOnOffAndOnAgain) {
  CreateTableWithKeys("streamed", "pk:S");
  const std::string on = R"({"StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})";
  const std::string off = R"({"StreamSpecification":{"StreamEnabled":false}})";
  const TableReport answer = Update("streamed", on);
  EXPECT_EQ(answer.table_status, TableStatus::kUpdating);
  EXPECT_EQ(answer.stream_view_type, StreamViewType::kNewImage);
  const std::string first = Describe("streamed").latest_stream_label;
  EXPECT_NE(first, "");

  Update("streamed", off);
  EXPECT_FALSE(Describe("streamed").stream_view_type);
  EXPECT_EQ(Describe("streamed").latest_stream_label, first) << "the newest stream is still named";
  Update("streamed", on);
  EXPECT_NE(Describe("streamed").latest_stream_label, first);
  EXPECT_EQ(ListStreamsOf(*database_, "")->size(), 2U);

  ASSERT_TRUE(DeleteTable(*database_, context_, {"streamed"}));
  const auto streams = ListStreamsOf(*database_, "");
  ASSERT_EQ(streams->size(), 2U) << "streams outlive their table";
  for (const Stream& stream : *streams) EXPECT_TRUE(stream.disabled_at);
}

TEST_F(UpdateTableTest, ClassProtectionAndEncryptionChange) {
  CreateTableWithKeys("settings", "pk:S");
  EXPECT_EQ(Update("settings", R"({"DeletionProtectionEnabled":true})").table_status, TableStatus::kActive);
  EXPECT_TRUE(Describe("settings").deletion_protection_enabled);
  Update("settings", R"({"TableClass":"STANDARD"})");
  EXPECT_FALSE(Describe("settings").table_class_summary) << "it had that class before";
  EXPECT_EQ(Update("settings", R"({"TableClass":"STANDARD_INFREQUENT_ACCESS"})").table_status, TableStatus::kUpdating);
  EXPECT_EQ(Describe("settings").table_class_summary->last_update, clock_.Now());
  Update("settings", R"({"SSESpecification":{"Enabled":true}})");
  EXPECT_TRUE(Describe("settings").sse_description);
  Update("settings", R"({"SSESpecification":{"Enabled":false}})");
  EXPECT_FALSE(Describe("settings").sse_description);
}

}  // namespace
}  // namespace tablerock
