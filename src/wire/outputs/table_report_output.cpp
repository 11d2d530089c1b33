#include "wire/outputs/table_report_output.h"

#include "wire/outputs/key_schema_output.h"
#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WriteThroughput(JsonWriter& json, const ProvisionedThroughput& throughput) {
  json.Member("ProvisionedThroughput");
  json.BeginObject();
  WriteTimeIfAny(json, "LastIncreaseDateTime", throughput.last_increase);
  WriteTimeIfAny(json, "LastDecreaseDateTime", throughput.last_decrease);
  WriteInteger(json, "NumberOfDecreasesToday", throughput.number_of_decreases_today);
  WriteInteger(json, "ReadCapacityUnits", throughput.read_capacity_units);
  WriteInteger(json, "WriteCapacityUnits", throughput.write_capacity_units);
  json.EndObject();
}

void WriteOnDemand(JsonWriter& json, const std::optional<OnDemandThroughput>& throughput) {
  if (!throughput) return;
  json.Member("OnDemandThroughput");
  json.BeginObject();
  WriteInteger(json, "MaxReadRequestUnits", throughput->max_read_request_units);
  WriteInteger(json, "MaxWriteRequestUnits", throughput->max_write_request_units);
  json.EndObject();
}

void WriteWarm(JsonWriter& json, const std::optional<WarmThroughputReport>& throughput) {
  if (!throughput) return;
  json.Member("WarmThroughput");
  json.BeginObject();
  WriteInteger(json, "ReadUnitsPerSecond", throughput->read_units_per_second);
  WriteInteger(json, "WriteUnitsPerSecond", throughput->write_units_per_second);
  WriteString(json, "Status", throughput->status);
  json.EndObject();
}

void WriteProjection(JsonWriter& json, const Projection& projection) {
  json.Member("Projection");
  json.BeginObject();
  WriteString(json, "ProjectionType", NameOf(projection.type));
  if (!projection.non_key_attributes.empty()) {
    WriteStrings(json, "NonKeyAttributes", projection.non_key_attributes);
  }
  json.EndObject();
}

// What both kinds of index have.
template <typename IndexReport>
void WriteIndexCommon(JsonWriter& json, const IndexReport& index) {
  WriteString(json, "IndexName", index.index_name);
  json.Member("KeySchema");
  WriteKeySchema(json, index.key_schema);
  WriteProjection(json, index.projection);
  WriteInteger(json, "IndexSizeBytes", index.index_size_bytes);
  WriteInteger(json, "ItemCount", index.item_count);
  WriteString(json, "IndexArn", index.index_arn);
}

void WriteLocalIndex(JsonWriter& json, const LocalIndexReport& index) {
  json.BeginObject();
  WriteIndexCommon(json, index);
  json.EndObject();
}

void WriteGlobalIndex(JsonWriter& json, const GlobalIndexReport& index) {
  json.BeginObject();
  WriteIndexCommon(json, index);
  WriteString(json, "IndexStatus", NameOf(index.index_status));
  if (index.backfilling) WriteBool(json, "Backfilling", *index.backfilling);
  WriteThroughput(json, index.provisioned_throughput);
  WriteOnDemand(json, index.on_demand_throughput);
  WriteWarm(json, index.warm_throughput);
  json.EndObject();
}

void WriteIndexes(JsonWriter& json, const TableReport& report) {
  if (!report.local_secondary_indexes.empty()) {
    WriteArray(json, "LocalSecondaryIndexes", report.local_secondary_indexes, WriteLocalIndex);
  }
  if (!report.global_secondary_indexes.empty()) {
    WriteArray(json, "GlobalSecondaryIndexes", report.global_secondary_indexes, WriteGlobalIndex);
  }
}

void WriteStream(JsonWriter& json, const TableReport& report) {
  if (report.stream_view_type) {
    json.Member("StreamSpecification");
    json.BeginObject();
    WriteBool(json, "StreamEnabled", true);
    WriteString(json, "StreamViewType", NameOf(*report.stream_view_type));
    json.EndObject();
  }
  if (report.latest_stream_label.empty()) return;
  WriteString(json, "LatestStreamLabel", report.latest_stream_label);
  WriteString(json, "LatestStreamArn", report.latest_stream_arn);
}

void WriteBillingMode(JsonWriter& json, const std::optional<BillingModeSummary>& summary) {
  if (!summary) return;
  json.Member("BillingModeSummary");
  json.BeginObject();
  WriteString(json, "BillingMode", NameOf(summary->billing_mode));
  WriteTimeIfAny(json, "LastUpdateToPayPerRequestDateTime", summary->last_update_to_pay_per_request);
  json.EndObject();
}

void WriteTableClass(JsonWriter& json, const std::optional<TableClassSummary>& summary) {
  if (!summary) return;
  json.Member("TableClassSummary");
  json.BeginObject();
  WriteString(json, "TableClass", NameOf(summary->table_class));
  WriteTimeIfAny(json, "LastUpdateDateTime", summary->last_update);
  json.EndObject();
}

void WriteEncryption(JsonWriter& json, const std::optional<SseDescription>& sse) {
  if (!sse) return;
  json.Member("SSEDescription");
  json.BeginObject();
  WriteString(json, "Status", "ENABLED");
  WriteString(json, "SSEType", "KMS");
  WriteString(json, "KMSMasterKeyArn", sse->kms_master_key_arn);
  json.EndObject();
}

}  // namespace

void WriteTableReport(JsonWriter& json, const TableReport& report) {
  json.BeginObject();
  json.Member("AttributeDefinitions");
  WriteAttributeDefinitions(json, report.attribute_definitions);
  WriteString(json, "TableName", report.table_name);
  json.Member("KeySchema");
  WriteKeySchema(json, report.key_schema);
  WriteString(json, "TableStatus", NameOf(report.table_status));
  WriteTime(json, "CreationDateTime", report.creation_time);
  WriteThroughput(json, report.provisioned_throughput);
  WriteInteger(json, "TableSizeBytes", report.table_size_bytes);
  WriteInteger(json, "ItemCount", report.item_count);
  WriteString(json, "TableArn", report.table_arn);
  WriteString(json, "TableId", report.table_id);
  WriteBillingMode(json, report.billing_mode_summary);
  WriteIndexes(json, report);
  WriteStream(json, report);
  WriteEncryption(json, report.sse_description);
  WriteTableClass(json, report.table_class_summary);
  WriteBool(json, "DeletionProtectionEnabled", report.deletion_protection_enabled);
  WriteOnDemand(json, report.on_demand_throughput);
  WriteWarm(json, report.warm_throughput);
  json.EndObject();
}

}  // namespace tablerock
