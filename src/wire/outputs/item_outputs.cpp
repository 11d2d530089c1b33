#include "wire/outputs/item_outputs.h"

namespace tablerock {
namespace {

void WriteUnits(JsonWriter& json, const CapacityUnits& units, bool split) {
  json.Member("CapacityUnits");
  json.Double(units.total());
  if (!split) return;
  if (units.read != 0) {
    json.Member("ReadCapacityUnits");
    json.Double(units.read);
  }
  if (units.write != 0) {
    json.Member("WriteCapacityUnits");
    json.Double(units.write);
  }
}

void WriteIndexUnits(JsonWriter& json, const ConsumedCapacity& capacity, IndexKind kind, std::string_view member) {
  bool any = false;
  for (const IndexCapacity& index : capacity.indexes) {
    if (index.kind != kind) continue;
    if (!any) {
      json.Member(member);
      json.BeginObject();
      any = true;
    }
    json.Key(index.index_name);
    json.BeginObject();
    WriteUnits(json, index.units, capacity.split);
    json.EndObject();
  }
  if (any) json.EndObject();
}

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
  if (request.consistent_read) {
    json.Member("ConsistentRead");
    json.Bool(true);
  }
  if (request.projection_expression) {
    json.Member("ProjectionExpression");
    json.String(*request.projection_expression);
  }
  if (request.attributes_to_get) {
    json.Member("AttributesToGet");
    json.BeginArray();
    for (const std::string& name : *request.attributes_to_get) json.String(name);
    json.EndArray();
  }
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

void WriteConsumedCapacity(JsonWriter& json, const ConsumedCapacity& capacity, ReturnConsumedCapacity shown) {
  json.BeginObject();
  json.Member("TableName");
  json.String(capacity.table_name);
  WriteUnits(json, capacity.total(), capacity.split);
  if (shown == ReturnConsumedCapacity::kIndexes) {
    json.Member("Table");
    json.BeginObject();
    WriteUnits(json, capacity.table, capacity.split);
    json.EndObject();
    WriteIndexUnits(json, capacity, IndexKind::kLocal, "LocalSecondaryIndexes");
    WriteIndexUnits(json, capacity, IndexKind::kGlobal, "GlobalSecondaryIndexes");
  }
  json.EndObject();
}

void WriteCapacities(JsonWriter& json, const std::vector<ConsumedCapacity>& capacities, ReturnConsumedCapacity shown) {
  if (shown == ReturnConsumedCapacity::kNone) return;
  json.Member("ConsumedCapacity");
  json.BeginArray();
  for (const ConsumedCapacity& capacity : capacities) WriteConsumedCapacity(json, capacity, shown);
  json.EndArray();
}

void WriteMemberCapacity(JsonWriter& json, const std::optional<ConsumedCapacity>& capacity,
                         ReturnConsumedCapacity shown) {
  if (!capacity || shown == ReturnConsumedCapacity::kNone) return;
  json.Member("ConsumedCapacity");
  WriteConsumedCapacity(json, *capacity, shown);
}

void WriteOutput(JsonWriter& json, const GetItemOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  if (output.item) {
    json.Member("Item");
    json.Item(*output.item);
  }
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ItemWriteOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  if (output.attributes) {
    json.Member("Attributes");
    json.Item(*output.attributes);
  }
  WriteMemberCapacity(json, output.consumed_capacity, shown);
  if (output.item_collection_metrics) {
    json.Member("ItemCollectionMetrics");
    WriteMetrics(json, *output.item_collection_metrics);
  }
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const ReadOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  if (output.items) {
    json.Member("Items");
    json.BeginArray();
    for (std::size_t i = 0; i < output.items->size(); ++i) json.Item((*output.items)[i]);
    json.EndArray();
  }
  json.Member("Count");
  json.Integer(static_cast<std::int64_t>(output.count));
  json.Member("ScannedCount");
  json.Integer(static_cast<std::int64_t>(output.scanned_count));
  if (output.last_evaluated_key) {
    json.Member("LastEvaluatedKey");
    json.Item(*output.last_evaluated_key);
  }
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
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const TransactWriteItemsOutput& output, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteCapacities(json, output.consumed_capacity, shown);
  WriteMetricsByTable(json, output.item_collection_metrics);
  json.EndObject();
}

}  // namespace tablerock
