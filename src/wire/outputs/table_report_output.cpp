#include "wire/outputs/table_report_output.h"

#include "wire/outputs/key_schema_output.h"

namespace tablerock {
namespace {

void WriteThroughput(JsonWriter& json, const ProvisionedThroughput& throughput) {
  json.Member("ProvisionedThroughput");
  json.BeginObject();
  if (throughput.last_increase) {
    json.Member("LastIncreaseDateTime");
    json.EpochSeconds(*throughput.last_increase);
  }
  if (throughput.last_decrease) {
    json.Member("LastDecreaseDateTime");
    json.EpochSeconds(*throughput.last_decrease);
  }
  json.Member("NumberOfDecreasesToday");
  json.Integer(throughput.number_of_decreases_today);
  json.Member("ReadCapacityUnits");
  json.Integer(throughput.read_capacity_units);
  json.Member("WriteCapacityUnits");
  json.Integer(throughput.write_capacity_units);
  json.EndObject();
}

void WriteOnDemand(JsonWriter& json, const std::optional<OnDemandThroughput>& throughput) {
  if (!throughput) return;
  json.Member("OnDemandThroughput");
  json.BeginObject();
  json.Member("MaxReadRequestUnits");
  json.Integer(throughput->max_read_request_units);
  json.Member("MaxWriteRequestUnits");
  json.Integer(throughput->max_write_request_units);
  json.EndObject();
}

void WriteWarm(JsonWriter& json, const std::optional<WarmThroughputReport>& throughput) {
  if (!throughput) return;
  json.Member("WarmThroughput");
  json.BeginObject();
  json.Member("ReadUnitsPerSecond");
  json.Integer(throughput->read_units_per_second);
  json.Member("WriteUnitsPerSecond");
  json.Integer(throughput->write_units_per_second);
  json.Member("Status");
  json.String(throughput->status);
  json.EndObject();
}

void WriteProjection(JsonWriter& json, const Projection& projection) {
  json.Member("Projection");
  json.BeginObject();
  json.Member("ProjectionType");
  json.String(NameOf(projection.type));
  if (!projection.non_key_attributes.empty()) {
    json.Member("NonKeyAttributes");
    json.BeginArray();
    for (const std::string& name : projection.non_key_attributes) json.String(name);
    json.EndArray();
  }
  json.EndObject();
}

// What both kinds of index have.
template <typename IndexReport>
void WriteIndexCommon(JsonWriter& json, const IndexReport& index) {
  json.Member("IndexName");
  json.String(index.index_name);
  json.Member("KeySchema");
  WriteKeySchema(json, index.key_schema);
  WriteProjection(json, index.projection);
  json.Member("IndexSizeBytes");
  json.Integer(index.index_size_bytes);
  json.Member("ItemCount");
  json.Integer(index.item_count);
  json.Member("IndexArn");
  json.String(index.index_arn);
}

void WriteLocalIndexes(JsonWriter& json, const std::vector<LocalIndexReport>& indexes) {
  if (indexes.empty()) return;
  json.Member("LocalSecondaryIndexes");
  json.BeginArray();
  for (const LocalIndexReport& index : indexes) {
    json.BeginObject();
    WriteIndexCommon(json, index);
    json.EndObject();
  }
  json.EndArray();
}

void WriteGlobalIndexes(JsonWriter& json, const std::vector<GlobalIndexReport>& indexes) {
  if (indexes.empty()) return;
  json.Member("GlobalSecondaryIndexes");
  json.BeginArray();
  for (const GlobalIndexReport& index : indexes) {
    json.BeginObject();
    WriteIndexCommon(json, index);
    json.Member("IndexStatus");
    json.String(NameOf(index.index_status));
    if (index.backfilling) {
      json.Member("Backfilling");
      json.Bool(*index.backfilling);
    }
    WriteThroughput(json, index.provisioned_throughput);
    WriteOnDemand(json, index.on_demand_throughput);
    WriteWarm(json, index.warm_throughput);
    json.EndObject();
  }
  json.EndArray();
}

void WriteStream(JsonWriter& json, const TableReport& report) {
  if (report.stream_view_type) {
    json.Member("StreamSpecification");
    json.BeginObject();
    json.Member("StreamEnabled");
    json.Bool(true);
    json.Member("StreamViewType");
    json.String(NameOf(*report.stream_view_type));
    json.EndObject();
  }
  if (report.latest_stream_label.empty()) return;
  json.Member("LatestStreamLabel");
  json.String(report.latest_stream_label);
  json.Member("LatestStreamArn");
  json.String(report.latest_stream_arn);
}

void WriteBillingMode(JsonWriter& json, const std::optional<BillingModeSummary>& summary) {
  if (!summary) return;
  json.Member("BillingModeSummary");
  json.BeginObject();
  json.Member("BillingMode");
  json.String(NameOf(summary->billing_mode));
  if (summary->last_update_to_pay_per_request) {
    json.Member("LastUpdateToPayPerRequestDateTime");
    json.EpochSeconds(*summary->last_update_to_pay_per_request);
  }
  json.EndObject();
}

void WriteTableClass(JsonWriter& json, const std::optional<TableClassSummary>& summary) {
  if (!summary) return;
  json.Member("TableClassSummary");
  json.BeginObject();
  json.Member("TableClass");
  json.String(NameOf(summary->table_class));
  if (summary->last_update) {
    json.Member("LastUpdateDateTime");
    json.EpochSeconds(*summary->last_update);
  }
  json.EndObject();
}

void WriteEncryption(JsonWriter& json, const std::optional<SseDescription>& sse) {
  if (!sse) return;
  json.Member("SSEDescription");
  json.BeginObject();
  json.Member("Status");
  json.String("ENABLED");
  json.Member("SSEType");
  json.String("KMS");
  json.Member("KMSMasterKeyArn");
  json.String(sse->kms_master_key_arn);
  json.EndObject();
}

}  // namespace

void WriteTableReport(JsonWriter& json, const TableReport& report) {
  json.BeginObject();
  json.Member("AttributeDefinitions");
  WriteAttributeDefinitions(json, report.attribute_definitions);
  json.Member("TableName");
  json.String(report.table_name);
  json.Member("KeySchema");
  WriteKeySchema(json, report.key_schema);
  json.Member("TableStatus");
  json.String(NameOf(report.table_status));
  json.Member("CreationDateTime");
  json.EpochSeconds(report.creation_time);
  WriteThroughput(json, report.provisioned_throughput);
  json.Member("TableSizeBytes");
  json.Integer(report.table_size_bytes);
  json.Member("ItemCount");
  json.Integer(report.item_count);
  json.Member("TableArn");
  json.String(report.table_arn);
  json.Member("TableId");
  json.String(report.table_id);
  WriteBillingMode(json, report.billing_mode_summary);
  WriteLocalIndexes(json, report.local_secondary_indexes);
  WriteGlobalIndexes(json, report.global_secondary_indexes);
  WriteStream(json, report);
  WriteEncryption(json, report.sse_description);
  WriteTableClass(json, report.table_class_summary);
  json.Member("DeletionProtectionEnabled");
  json.Bool(report.deletion_protection_enabled);
  WriteOnDemand(json, report.on_demand_throughput);
  WriteWarm(json, report.warm_throughput);
  json.EndObject();
}

}  // namespace tablerock
