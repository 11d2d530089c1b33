#include "wire/outputs/item_list_output.h"

#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WriteItemResponse(JsonWriter& json, const std::optional<Item>& item) {
  json.BeginObject();
  WriteItemIfAny(json, "Item", item);
  json.EndObject();
}

}  // namespace

void WriteItems(JsonWriter& json, const ItemList& items) {
  json.Member("Items");
  json.BeginArray();
  for (std::size_t i = 0; i < items.size(); ++i) json.Item(items[i]);
  json.EndArray();
}

void WriteItemResponses(JsonWriter& json, const std::vector<std::optional<Item>>& items) {
  WriteArray(json, "Responses", items, WriteItemResponse);
}

}  // namespace tablerock
