#include "wire/outputs/table_outputs.h"

#include "wire/outputs/member_writers.h"
#include "wire/outputs/table_report_output.h"

namespace tablerock {
namespace {

void WriteAnswer(JsonWriter& json, std::string_view member, const TableReport& report) {
  json.BeginObject();
  json.Member(member);
  WriteTableReport(json, report);
  json.EndObject();
}

void WriteTag(JsonWriter& json, const TagInput& tag) {
  json.BeginObject();
  WriteString(json, "Key", tag.key);
  WriteString(json, "Value", tag.value);
  json.EndObject();
}

void WriteEndpoint(JsonWriter& json, const Endpoint& endpoint) {
  json.BeginObject();
  WriteString(json, "Address", endpoint.address);
  WriteInteger(json, "CachePeriodInMinutes", endpoint.cache_period_in_minutes);
  json.EndObject();
}

}  // namespace

void WriteOutput(JsonWriter& json, const CreateTableOutput& output) {
  WriteAnswer(json, "TableDescription", output.table_description);
}

void WriteOutput(JsonWriter& json, const DescribeTableOutput& output) { WriteAnswer(json, "Table", output.table); }

void WriteOutput(JsonWriter& json, const UpdateTableOutput& output) {
  WriteAnswer(json, "TableDescription", output.table_description);
}

void WriteOutput(JsonWriter& json, const DeleteTableOutput& output) {
  WriteAnswer(json, "TableDescription", output.table_description);
}

void WriteOutput(JsonWriter& json, const UpdateTimeToLiveOutput& output) {
  json.BeginObject();
  json.Member("TimeToLiveSpecification");
  json.BeginObject();
  WriteBool(json, "Enabled", output.enabled);
  WriteString(json, "AttributeName", output.attribute_name);
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeTimeToLiveOutput& output) {
  json.BeginObject();
  json.Member("TimeToLiveDescription");
  json.BeginObject();
  WriteString(json, "TimeToLiveStatus", output.attribute_name ? "ENABLED" : "DISABLED");
  WriteStringIfAny(json, "AttributeName", output.attribute_name);
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ListTablesOutput& output) {
  json.BeginObject();
  WriteStrings(json, "TableNames", output.table_names);
  WriteStringIfAny(json, "LastEvaluatedTableName", output.last_evaluated_table_name);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ListTagsOfResourceOutput& output) {
  json.BeginObject();
  WriteArray(json, "Tags", output.tags, WriteTag);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeLimitsOutput& output) {
  json.BeginObject();
  WriteInteger(json, "AccountMaxReadCapacityUnits", output.account_max_read_capacity_units);
  WriteInteger(json, "AccountMaxWriteCapacityUnits", output.account_max_write_capacity_units);
  WriteInteger(json, "TableMaxReadCapacityUnits", output.table_max_read_capacity_units);
  WriteInteger(json, "TableMaxWriteCapacityUnits", output.table_max_write_capacity_units);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeEndpointsOutput& output) {
  json.BeginObject();
  WriteArray(json, "Endpoints", output.endpoints, WriteEndpoint);
  json.EndObject();
}

}  // namespace tablerock
