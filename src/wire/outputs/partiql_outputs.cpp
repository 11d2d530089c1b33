#include "wire/outputs/partiql_outputs.h"

#include "wire/outputs/consumed_capacity_output.h"
#include "wire/outputs/item_list_output.h"
#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WriteResponse(JsonWriter& json, const BatchStatementResponse& response) {
  json.BeginObject();
  if (response.error) {
    json.Member("Error");
    json.BeginObject();
    WriteString(json, "Code", response.error->code);
    WriteString(json, "Message", response.error->message);
    json.EndObject();
  }
  WriteStringIfAny(json, "TableName", response.table_name);
  WriteItemIfAny(json, "Item", response.item);
  json.EndObject();
}

}  // namespace

void WriteOutput(JsonWriter& json, const ExecuteStatementOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteItems(json, output.items);
  WriteStringIfAny(json, "NextToken", output.next_token);
  WriteItemIfAny(json, "LastEvaluatedKey", output.last_evaluated_key);
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const BatchExecuteStatementOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteArray(json, "Responses", output.responses, WriteResponse);
  if (!output.consumed_capacity.empty()) WriteCapacities(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ExecuteTransactionOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteItemResponses(json, output.responses);
  WriteCapacities(json, output.consumed_capacity, shown);
  json.EndObject();
}

}  // namespace tablerock
