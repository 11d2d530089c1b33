#include "wire/outputs/item_outputs.h"

#include "wire/outputs/consumed_capacity_output.h"
#include "wire/outputs/item_list_output.h"
#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WriteMetrics(JsonWriter& json, const ItemCollectionMetrics& metrics) {
  json.BeginObject();
  json.Member("ItemCollectionKey");
  json.Item(metrics.item_collection_key);
  json.Member("SizeEstimateRangeGB");
  json.BeginArray();
  json.Double(metrics.size_estimate_lower_gb);
  json.Double(metrics.size_estimate_upper_gb);
  json.EndArray();
  json.EndObject();
}

void WriteMetricsByTable(JsonWriter& json, const ItemCollectionMetricsByTable& tables) {
  if (tables.empty()) return;
  json.Member("ItemCollectionMetrics");
  json.BeginObject();
  for (const auto& [table, all] : tables) {
    json.Key(table);
    json.BeginArray();
    for (const ItemCollectionMetrics& metrics : all) WriteMetrics(json, metrics);
    json.EndArray();
  }
  json.EndObject();
}

void WriteUnprocessed(JsonWriter& json, const UnprocessedKeys& unprocessed) {
  const KeysAndAttributesInput& request = *unprocessed.request;
  json.Key(request.table_name);
  json.BeginObject();
  json.Member("Keys");
  json.BeginArray();
  for (const ItemInput* key : unprocessed.keys) json.Item(key->item);
  json.EndArray();
  if (request.consistent_read) WriteBool(json, "ConsistentRead", true);
  WriteStringIfAny(json, "ProjectionExpression", request.projection_expression);
  if (request.attributes_to_get) WriteStrings(json, "AttributesToGet", *request.attributes_to_get);
  if (request.attributes.names) {
    json.Member("ExpressionAttributeNames");
    json.BeginObject();
    for (const NamePlaceholder& name : *request.attributes.names) {
      json.Key(name.placeholder);
      json.String(name.attribute);
    }
    json.EndObject();
  }
  json.EndObject();
}

}  // namespace

void WriteOutput(JsonWriter& json, const GetItemOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteItemIfAny(json, "Item", output.item);
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ItemWriteOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteItemIfAny(json, "Attributes", output.attributes);
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  if (output.item_collection_metrics) {
    json.Member("ItemCollectionMetrics");
    WriteMetrics(json, *output.item_collection_metrics);
  }
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ReadOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  if (output.items) WriteItems(json, *output.items);
  WriteInteger(json, "Count", static_cast<std::int64_t>(output.count));
  WriteInteger(json, "ScannedCount", static_cast<std::int64_t>(output.scanned_count));
  WriteItemIfAny(json, "LastEvaluatedKey", output.last_evaluated_key);
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const BatchGetItemOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  json.Member("Responses");
  json.BeginObject();
  for (const BatchGetTableOutput& table : output.responses) {
    json.Key(table.table_name);
    json.BeginArray();
    for (const Item& item : table.items) json.Item(item);
    json.EndArray();
  }
  json.EndObject();
  json.Member("UnprocessedKeys");
  json.BeginObject();
  for (const UnprocessedKeys& unprocessed : output.unprocessed_keys) WriteUnprocessed(json, unprocessed);
  json.EndObject();
  WriteCapacities(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const BatchWriteItemOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  json.Member("UnprocessedItems");
  json.BeginObject();
  json.EndObject();
  WriteCapacities(json, output.consumed_capacity, shown);
  WriteMetricsByTable(json, output.item_collection_metrics);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const TransactGetItemsOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteCapacities(json, output.consumed_capacity, shown);
  WriteItemResponses(json, output.responses);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const TransactWriteItemsOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteCapacities(json, output.consumed_capacity, shown);
  WriteMetricsByTable(json, output.item_collection_metrics);
  json.EndObject();
}

}  // namespace tablerock
