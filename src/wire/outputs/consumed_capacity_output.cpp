#include "wire/outputs/consumed_capacity_output.h"

#include "wire/outputs/member_writers.h"

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

void WriteConsumedCapacity(JsonWriter& json, const ConsumedCapacity& capacity, ReturnConsumedCapacity shown) {
  json.BeginObject();
  WriteString(json, "TableName", capacity.table_name);
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

}  // namespace

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

}  // namespace tablerock
