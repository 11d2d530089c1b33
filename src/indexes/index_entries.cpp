#include "indexes/index_entries.h"

#include <algorithm>
#include <optional>
#include <string>

#include "indexes/index_projection.h"

namespace tablerock {
namespace {

// What one write does to one index.
struct IndexWrite {
  Store& store;
  const TableDescription& table;
  const SecondaryIndex& index;
  const ItemKey& base_key;
  WriteBatch& batch;

  std::string KeyOf(const IndexKeyValues& values) const {
    return EncodeIndexKey(table.id, index.index_id, values.partition_key(), values.sort_key(), base_key.base_key());
  }
  std::size_t SizeOf(ItemView item) const { return IndexEntrySizeBytes(table, index, item); }

  void Put(const std::string& key, ItemView item) const {
    switch (index.projection.type) {
      case ProjectionType::kAll:
        batch.Put(Family::kIndexes, key, item.bytes());
        return;
      case ProjectionType::kKeysOnly:
        batch.Put(Family::kIndexes, key, {});
        return;
      case ProjectionType::kInclude:
        batch.Put(Family::kIndexes, key, ProjectForIndex(table, index, item).bytes());
        return;
    }
  }
  void Delete(const std::string& key) const { batch.Delete(Family::kIndexes, key); }

  Result<bool> Stands(const std::string& key) const {
    PinnedValue value;
    return store.Get(Family::kIndexes, key, value);
  }
};

void CountDeleted(std::size_t bytes, IndexChange& change) {
  --change.items_delta;
  change.bytes_delta -= static_cast<std::int64_t>(bytes);
}

void CountPut(std::size_t bytes, IndexChange& change) {
  ++change.items_delta;
  change.bytes_delta += static_cast<std::int64_t>(bytes);
}

// The key is the same before and after.
void ReplaceEntry(const IndexWrite& write, const IndexKeyValues& values, ItemView previous, ItemView next,
                  bool previous_stands, IndexChange& change) {
  if (SameProjection(write.table, write.index, previous, next)) return;
  const std::size_t previous_bytes = previous_stands ? write.SizeOf(previous) : 0;
  const std::size_t next_bytes = write.SizeOf(next);
  write.Put(write.KeyOf(values), next);
  change.put_bytes = std::max(previous_bytes, next_bytes);
  if (previous_stands) CountDeleted(previous_bytes, change);
  CountPut(next_bytes, change);
}

Result<void> ChangeIndex(const IndexWrite& write, ItemView previous, ItemView next, IndexChangeSummary& out) {
  const auto before = IndexKeyValues::Of(write.index, previous);
  const auto after = IndexKeyValues::Of(write.index, next);
  if (!before && !after) return {};
  bool previous_stands = before.has_value();
  if (before && IsBeingBuilt(write.index)) {
    TABLEROCK_ASSIGN(previous_stands, write.Stands(write.KeyOf(*before)));
  }

  IndexChange change{.index = &write.index};
  if (before && after && *before == *after) {
    ReplaceEntry(write, *after, previous, next, previous_stands, change);
  } else {
    if (previous_stands) {
      write.Delete(write.KeyOf(*before));
      change.deleted_bytes = write.SizeOf(previous);
      CountDeleted(change.deleted_bytes, change);
    }
    if (after) {
      write.Put(write.KeyOf(*after), next);
      change.put_bytes = write.SizeOf(next);
      CountPut(change.put_bytes, change);
    }
  }
  if (change.deleted_bytes != 0 || change.put_bytes != 0) out.changes.push_back(change);
  return {};
}

}  // namespace

Result<void> AppendIndexChanges(Store& store, const TableDescription& table, const ItemKey& base_key, ItemView previous,
                                ItemView next, WriteBatch& batch, IndexChangeSummary& out) {
  if (previous == next) return {};
  for (const auto* indexes : {&table.local_indexes, &table.global_indexes}) {
    for (const SecondaryIndex& index : *indexes) {
      if (!IsMaintained(index)) continue;
      TABLEROCK_TRY(ChangeIndex({store, table, index, base_key, batch}, previous, next, out));
    }
  }
  return {};
}

Result<bool> AppendIndexEntry(Store& store, const TableDescription& table, const SecondaryIndex& index,
                              const ItemKey& base_key, ItemView item, WriteBatch& batch, IndexChange& change) {
  const auto values = IndexKeyValues::Of(index, item);
  if (!values) return false;
  const IndexWrite write{store, table, index, base_key, batch};
  const std::string key = write.KeyOf(*values);
  TABLEROCK_ASSIGN(const bool stands, write.Stands(key));
  if (stands) return false;
  write.Put(key, item);
  change = {.index = &index};
  change.put_bytes = write.SizeOf(item);
  CountPut(change.put_bytes, change);
  return true;
}

}  // namespace tablerock
