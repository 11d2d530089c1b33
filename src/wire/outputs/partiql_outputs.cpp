#include "wire/outputs/partiql_outputs.h"

#include "wire/outputs/item_outputs.h"

namespace tablerock {
namespace {

void WriteResponse(JsonWriter& json, const BatchStatementResponse& response) {
  json.BeginObject();
  if (response.error) {
    json.Member("Error");
    json.BeginObject();
    json.Member("Code");
    json.String(response.error->code);
    json.Member("Message");
    json.String(response.error->message);
    json.EndObject();
  }
  if (response.table_name) {
    json.Member("TableName");
    json.String(*response.table_name);
  }
  if (response.item) {
    json.Member("Item");
    json.Item(*response.item);
  }
  json.EndObject();
}

}  // namespace

void WriteOutput(JsonWriter& json, const ExecuteStatementOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  json.Member("Items");
  json.BeginArray();
  for (std::size_t i = 0; i < output.items.size(); ++i) json.Item(output.items[i]);
  json.EndArray();
  if (output.next_token) {
    json.Member("NextToken");
    json.String(*output.next_token);
  }
  if (output.last_evaluated_key) {
    json.Member("LastEvaluatedKey");
    json.Item(*output.last_evaluated_key);
  }
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const BatchExecuteStatementOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  json.Member("Responses");
  json.BeginArray();
  for (const BatchStatementResponse& response : output.responses) WriteResponse(json, response);
  json.EndArray();
  if (!output.consumed_capacity.empty()) WriteCapacities(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ExecuteTransactionOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  json.Member("Responses");
  json.BeginArray();
  for (const std::optional<Item>& item : output.responses) {
    json.BeginObject();
    if (item) {
      json.Member("Item");
      json.Item(*item);
    }
    json.EndObject();
  }
  json.EndArray();
  WriteCapacities(json, output.consumed_capacity, shown);
  json.EndObject();
}

}  // namespace tablerock
