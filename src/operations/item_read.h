// Reading one item by its key: what GetItem, BatchGetItem and TransactGetItems share.
#pragma once

#include <optional>
#include <string>

#include "core/result.h"
#include "expressions/projection_expression.h"
#include "model/item.h"
#include "storage/database.h"
#include "storage/key_codec.h"

namespace tablerock {

struct ItemReading {
  std::optional<Item> item;    // projected; nothing if there is none
  std::size_t read_bytes = 0;  // of the whole item, before the projection: what the read is charged by
};

// `snapshot` may be null: the read is a snapshot of its own.
Result<ItemReading> ReadItem(Database& database, const ItemKey& key,
                             const std::optional<ProjectionExpression>& projection, const Snapshot* snapshot = nullptr);

}  // namespace tablerock
