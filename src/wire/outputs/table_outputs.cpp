#include "wire/outputs/table_outputs.h"

#include "wire/outputs/table_report_output.h"

namespace tablerock {
namespace {

void WriteAnswer(JsonWriter& json, std::string_view member, const TableReport& report) {
  json.BeginObject();
  json.Member(member);
  WriteTableReport(json, report);
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
  json.Member("Enabled");
  json.Bool(output.enabled);
  json.Member("AttributeName");
  json.String(output.attribute_name);
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeTimeToLiveOutput& output) {
  json.BeginObject();
  json.Member("TimeToLiveDescription");
  json.BeginObject();
  json.Member("TimeToLiveStatus");
  json.String(output.attribute_name ? "ENABLED" : "DISABLED");
  if (output.attribute_name) {
    json.Member("AttributeName");
    json.String(*output.attribute_name);
  }
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ListTablesOutput& output) {
  json.BeginObject();
  json.Member("TableNames");
  json.BeginArray();
  for (const std::string& name : output.table_names) json.String(name);
  json.EndArray();
  if (output.last_evaluated_table_name) {
    json.Member("LastEvaluatedTableName");
    json.String(*output.last_evaluated_table_name);
  }
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ListTagsOfResourceOutput& output) {
  json.BeginObject();
  json.Member("Tags");
  json.BeginArray();
  for (const TagInput& tag : output.tags) {
    json.BeginObject();
    json.Member("Key");
    json.String(tag.key);
    json.Member("Value");
    json.String(tag.value);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeLimitsOutput& output) {
  json.BeginObject();
  json.Member("AccountMaxReadCapacityUnits");
  json.Integer(output.account_max_read_capacity_units);
  json.Member("AccountMaxWriteCapacityUnits");
  json.Integer(output.account_max_write_capacity_units);
  json.Member("TableMaxReadCapacityUnits");
  json.Integer(output.table_max_read_capacity_units);
  json.Member("TableMaxWriteCapacityUnits");
  json.Integer(output.table_max_write_capacity_units);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeEndpointsOutput& output) {
  json.BeginObject();
  json.Member("Endpoints");
  json.BeginArray();
  for (const Endpoint& endpoint : output.endpoints) {
    json.BeginObject();
    json.Member("Address");
    json.String(endpoint.address);
    json.Member("CachePeriodInMinutes");
    json.Integer(endpoint.cache_period_in_minutes);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace tablerock
