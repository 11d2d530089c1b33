#include "operations/item_read.h"

namespace tablerock {

Result<ItemReading> ReadItem(Database& database, const ItemKey& key,
                             const std::optional<ProjectionExpression>& projection, const Snapshot* snapshot) {
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool found, database.store().Get(Family::kItems, key.bytes(), value, snapshot));
  ItemReading reading;
  if (!found) return reading;
  const ItemView item(value.view());
  reading.read_bytes = item.size_bytes();
  reading.item = projection ? projection->Apply(item) : Item(item);
  return reading;
}

}  // namespace tablerock
