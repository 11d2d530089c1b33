// Dropping tables and namespaces. A first batch takes the entries away and leaves one for what is dropped; behind the
// barrier, when no write can add to the data, a second batch deletes that and the entry. A crash in between is seen at
// the next Load. Data goes as ranges: the same cost whatever they hold.
#include <set>
#include <utility>

#include "storage/catalog.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

constexpr std::string_view kDroppedTablePrefix = "catalog/dropped-table/";  // followed by the table's id, decimal
constexpr std::string_view kDroppedNamespacePrefix = "catalog/dropped-namespace/";  // followed by its name
// Deleted data below this is left to the compactions that come of themselves.
constexpr std::int64_t kBytesWorthCompacting = std::int64_t{8} << 20U;

std::string DroppedTableName(std::uint32_t table_id) {
  return std::string(kDroppedTablePrefix) + std::to_string(table_id);
}
std::string DroppedNamespaceName(std::string_view namespace_name) {
  std::string name(kDroppedNamespacePrefix);
  return name += namespace_name;
}

void DeletePrefix(WriteBatch& batch, Family family, std::string prefix) {
  const KeyBounds bounds = BoundsOfPrefix(std::move(prefix));
  batch.DeleteRange(family, bounds.lower, bounds.upper);
}

void DeleteTableEntry(const TableDescription& table, WriteBatch& batch) {
  Catalog::DeleteEntry(batch, CatalogKind::kTable, table.namespace_name, table.name);
  Catalog::PutEntry(batch, CatalogKind::kSetting, {}, DroppedTableName(table.id), "{}");
}

// The change log stays; it is trimmed by its own rules.
void DeleteTableData(std::uint32_t table_id, WriteBatch& batch) {
  DeletePrefix(batch, Family::kItems, TablePrefix(table_id));
  DeletePrefix(batch, Family::kIndexes, TablePrefix(table_id));
  DeletePrefix(batch, Family::kDerived, ExpiryPrefix(table_id));
  DeletePrefix(batch, Family::kDerived, CountersPrefix(table_id));
  DeletePrefix(batch, Family::kDerived, ItemCollectionSizePrefix(table_id));
  Catalog::DeleteEntry(batch, CatalogKind::kSetting, {}, DroppedTableName(table_id));
}

}  // namespace

Result<TableHandle> Catalog::Drop(std::string_view namespace_name, std::string_view table_name, const Change& also) {
  const std::lock_guard lock(change_mutex_);
  const TableHandle previous = tables_.Find(namespace_name, table_name);
  if (!previous) return ApiError::TableNotFound(table_name);
  TableDescription description = previous->description();
  WriteBatch batch;
  if (also) TABLEROCK_TRY(also(description, batch));
  DeleteTableEntry(description, batch);
  TABLEROCK_TRY(store_.Write(std::move(batch)));

  tables_.Remove({&previous, 1});
  TellOfChange();
  AwaitWrites(*previous);
  const TableHandle last = MakeVersion(std::move(description), previous.get());
  WriteBatch data;
  DeleteTableData(last->description().id, data);
  TABLEROCK_TRY(store_.Write(std::move(data)));
  CompactDropped(*last);
  return last;
}

Result<std::size_t> Catalog::DropNamespace(std::string_view namespace_name) {
  const std::lock_guard lock(change_mutex_);
  const std::vector<TableHandle> tables = tables_.AllOf(namespace_name);
  WriteBatch batch;
  for (const TableHandle& table : tables) DeleteTableEntry(table->description(), batch);
  for (const CatalogKind kind : {CatalogKind::kStream, CatalogKind::kDelivery}) {
    TABLEROCK_TRY(DeleteEntries(kind, namespace_name, batch));
  }
  PutEntry(batch, CatalogKind::kSetting, {}, DroppedNamespaceName(namespace_name), "{}");
  TABLEROCK_TRY(store_.Write(std::move(batch)));

  tables_.Remove(tables);
  unfinished_drops_.emplace(namespace_name);
  TellOfChange();
  WriteBatch data;
  for (const TableHandle& table : tables) {
    AwaitWrites(*table);
    DeleteTableData(table->description().id, data);
  }
  TABLEROCK_TRY(FinishDroppingNamespace(namespace_name, std::move(data)));
  for (const TableHandle& table : tables) CompactDropped(*table);
  return tables.size();
}

Result<void> Catalog::FinishDroppingNamespace(std::string_view namespace_name, WriteBatch&& batch) {
  TABLEROCK_TRY(DeleteNamespaceData(namespace_name, batch));
  TABLEROCK_TRY(store_.Write(std::move(batch)));
  const auto unfinished = unfinished_drops_.find(namespace_name);
  if (unfinished != unfinished_drops_.end()) unfinished_drops_.erase(unfinished);
  return {};
}

// The logs are those of tables that were dropped before, too. REQUIRES: the namespace has no table.
Result<void> Catalog::DeleteNamespaceData(std::string_view namespace_name, WriteBatch& batch) const {
  std::set<std::uint32_t> logged;
  TABLEROCK_ASSIGN(const auto shards, ListEntries(CatalogKind::kShard, namespace_name, {}));
  for (const CatalogEntry& shard : shards) {
    const std::string_view name = shard.name;
    const auto table_id = ReadTableId(name.substr(0, name.find('/')));
    if (!table_id) return ApiError::Internal("a shard's entry in the catalog is damaged");
    if (logged.insert(*table_id).second) DeletePrefix(batch, Family::kChanges, TablePrefix(*table_id));
  }
  for (const CatalogKind kind : {CatalogKind::kShard, CatalogKind::kDeliveryPosition, CatalogKind::kJob}) {
    TABLEROCK_TRY(DeleteEntries(kind, namespace_name, batch));
  }
  const KeyBounds tokens = BoundsOfPrefix(ClientRequestTokenPrefix(namespace_name));
  const auto cursor = store_.NewCursor(Family::kDerived, tokens.lower, tokens.upper);
  cursor->SeekToFirst();
  if (cursor->Valid()) batch.DeleteRange(Family::kDerived, tokens.lower, tokens.upper);
  TABLEROCK_TRY(cursor->status());
  DeleteEntry(batch, CatalogKind::kSetting, {}, DroppedNamespaceName(namespace_name));
  return {};
}

Result<void> Catalog::DeleteEntries(CatalogKind kind, std::string_view namespace_name, WriteBatch& batch) const {
  TABLEROCK_ASSIGN(const auto entries, ListEntries(kind, namespace_name, {}));
  for (const CatalogEntry& entry : entries) DeleteEntry(batch, kind, namespace_name, entry.name);
  return {};
}

Result<void> Catalog::FinishDropping(std::string_view setting_name) {
  if (setting_name.starts_with(kDroppedNamespacePrefix)) {
    return FinishDroppingNamespace(setting_name.substr(kDroppedNamespacePrefix.size()), WriteBatch());
  }
  if (!setting_name.starts_with(kDroppedTablePrefix)) return {};
  const auto id = ReadTableId(setting_name.substr(kDroppedTablePrefix.size()));
  if (!id) return ApiError::Internal("a dropped table's entry in the catalog is damaged");
  WriteBatch batch;
  DeleteTableData(*id, batch);
  return store_.Write(std::move(batch));
}

void Catalog::CompactDropped(const TableVersion& table) {
  if (table.counters().bytes.load() < kBytesWorthCompacting) return;
  const KeyBounds bounds = BoundsOfPrefix(TablePrefix(table.description().id));
  store_.CompactRange(Family::kItems, bounds.lower, bounds.upper);
  if (!table.index_counters_.empty()) store_.CompactRange(Family::kIndexes, bounds.lower, bounds.upper);
}

}  // namespace tablerock
