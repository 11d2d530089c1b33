// Writes the items of an answer, where there are several.
#pragma once

#include <optional>
#include <vector>

#include "json/writer.h"
#include "operations/item_list.h"

namespace tablerock {

// "Items":[{…}, …], of a page.
void WriteItems(JsonWriter& json, const ItemList& items);

// "Responses":[{"Item":{…}},{}, …], of a transaction: each in its position, what is not there without Item.
void WriteItemResponses(JsonWriter& json, const std::vector<std::optional<Item>>& items);

}  // namespace tablerock
