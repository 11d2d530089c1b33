// Table descriptions to test with.
#pragma once

#include <string>

#include "model/table_description.h"

namespace tablerock {

// The least that a table has.
inline TableDescription PlainTable(std::string name, std::string namespace_name = {}) {
  TableDescription description;
  description.namespace_name = std::move(namespace_name);
  description.name = std::move(name);
  description.key_schema = {{{"pk", AttributeType::kString}}, {}};
  description.attribute_definitions = {{"pk", AttributeType::kString}};
  return description;
}

// No member has its default.
inline TableDescription FullTable() {
  TableDescription table;
  table.id = 7;
  table.table_uuid = "0a1b2c3d-0000-4000-8000-00000000abcd";
  table.namespace_name = "course";
  table.name = "Orders";
  table.creation_time = 1'763'800'000'123;
  table.status = TableStatus::kUpdating;
  table.transient = {TableStatus::kDeleting, 1'763'800'000'130};
  table.key_schema = {{{"pk", AttributeType::kString}}, {{"sk", AttributeType::kNumber}}};
  table.attribute_definitions = {
      {"sk", AttributeType::kNumber}, {"pk", AttributeType::kString}, {"täg", AttributeType::kBinary}};
  table.billing_mode = BillingMode::kPayPerRequest;
  table.last_update_to_pay_per_request = 1'763'800'000'124;
  table.provisioned_throughput = {5, 6, 1'763'800'000'125, 1'763'800'000'126, 2};
  table.on_demand_throughput = {100, 200};
  table.warm_throughput = {13'000, 5'000};
  SecondaryIndex local;
  local.index_id = 1;
  local.name = "ByTag";
  local.kind = IndexKind::kLocal;
  local.key_schema = {{{"pk", AttributeType::kString}}, {{"täg", AttributeType::kBinary}}};
  local.projection = {ProjectionType::kInclude, {"a", "b"}};
  local.provisioned_throughput = {1, 2, {}, {}, 0};
  SecondaryIndex global;
  global.index_id = 2;
  global.name = "ByNumber";
  global.kind = IndexKind::kGlobal;
  global.key_schema = {{{"sk", AttributeType::kNumber}, {"pk", AttributeType::kString}}, {}};
  global.projection = {ProjectionType::kKeysOnly, {}};
  global.status = IndexStatus::kCreating;
  global.backfilling = true;
  global.provisioned_throughput = {3, 4, 1'763'800'000'127, 1'763'800'000'128, 1};
  global.on_demand_throughput = {300, 400};
  global.warm_throughput = {14'000, 6'000};
  global.transient = {IndexStatus::kUpdating, 1'763'800'000'131};
  table.local_indexes = {local};
  table.global_indexes = {global};
  table.stream = {StreamViewType::kOldImage, "2026-11-22T14:30:00.123"};
  table.latest_stream_label = "2026-11-22T14:30:00.124";
  table.open_shards = {{3, "shardId-00000001732284000000-0a1b2c3d", 0, 0x7fffffffffffffff},
                       {4, "shardId-00000001732284000000-0a1b2c3e", 0x8000000000000000, UINT64_MAX}};
  table.next_shard_number = 5;
  table.kinesis_destinations = {
      {"arn:aws:kinesis:us-east-1:000000000000:stream/new", DestinationStatus::kActive,
       TransientDestinationStatus{DestinationStatus::kUpdating, 1'763'800'000'132}, "",
       TimestampPrecision::kMicrosecond, 2},
      {"arn:aws:kinesis:us-east-1:000000000000:stream/old", DestinationStatus::kEnableFailed, {}, "why", {}, 0}};
  table.table_class = TableClass::kStandardInfrequentAccess;
  table.table_class_last_update = 1'763'800'000'129;
  table.deletion_protection = true;
  table.kms_key_arn = "arn:aws:kms:us-east-1:000000000000:key/k";
  table.time_to_live = {"expires"};
  table.tags = {{"owner", "me"}, {"stage", "\"quoted\""}};
  table.resource_policy = R"({"Version":"2012-10-17"})";
  table.next_index_id = 3;
  return table;
}

}  // namespace tablerock
