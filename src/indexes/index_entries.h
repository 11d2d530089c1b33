// The entries of secondary indexes, written in the same batch as the item that they show.
// Layout of keys and values: storage/FORMAT.md, family `indexes`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexes/index_keys.h"
#include "model/item.h"
#include "model/table_description.h"
#include "storage/key_codec.h"
#include "storage/store.h"

namespace tablerock {

// What one write changed in one index. Sizes are what the service charges (projected names and values, bytes).
struct IndexChange {
  const SecondaryIndex* index = nullptr;  // of the table version that the write saw
  // Each that is not 0 is one write to the index. A key that moves is both: one entry deleted, one put. An entry
  // changed in place is put alone, with the larger of its two sizes. behaviours.md row 55.
  std::size_t deleted_bytes = 0;
  std::size_t put_bytes = 0;
  // For the size counters.
  std::int64_t items_delta = 0;
  std::int64_t bytes_delta = 0;
};

// The indexes that a write changed; one that shows the same as before is not among them.
struct IndexChangeSummary {
  std::vector<IndexChange> changes;
};

// Adds to `batch` what turns the index entries of `previous` into those of `next` (either may be empty: no item), for
// every maintained index of `table`, and to `out` what that changed. REQUIRES: the caller holds the item's lock. While
// an index is backfilling, `previous` may not have its entry yet: only then is `store` asked.
Result<void> AppendIndexChanges(Store& store, const TableDescription& table, const ItemKey& base_key, ItemView previous,
                                ItemView next, WriteBatch& batch, IndexChangeSummary& out);

// Puts the entry of one item into one index, for a backfill. False, and nothing is written, if the item is not in the
// index (IndexKeyValues::Of) or its entry stands already. REQUIRES: the caller holds the item's lock, `item` is as it
// is now.
Result<bool> AppendIndexEntry(Store& store, const TableDescription& table, const SecondaryIndex& index,
                              const ItemKey& base_key, ItemView item, WriteBatch& batch, IndexChange& change);

}  // namespace tablerock
