#include "operations/item_write.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/limits.h"
#include "indexes/expiry_entries.h"
#include "indexes/index_projection.h"
#include "operations/item_keys.h"
#include "storage/key_values.h"

namespace tablerock {
namespace {

constexpr std::int64_t kBytesPerGb = 1'073'741'824;

ApiError CollectionTooLarge() { return {ErrorType::kItemCollectionSizeLimitExceeded, "Collection size exceeded."}; }

bool HasCollections(const ItemWrite& write) { return write.table->description().has_local_indexes(); }

std::int64_t SizeOf(ItemView item) { return item.empty() ? 0 : static_cast<std::int64_t>(item.size_bytes()); }

}  // namespace

std::size_t AppliedWrite::charged_bytes() const {
  return static_cast<std::size_t>(std::max(SizeOf(previous), SizeOf(next())));
}

Result<void> WriteUnit::Lock(std::string_view token_key) {
  TakeLocks(token_key);
  for (const ItemWrite& write : writes_) {
    const TableDescription& table = write.table->description();
    if (database_.catalog().Find(table.namespace_name, table.name).get() != write.table) {
      return ApiError(ErrorType::kTableChanged, {});
    }
  }
  return {};
}

void WriteUnit::TakeLocks(std::string_view token_key) {
  if (writes_.size() == 1 && token_key.empty() && !HasCollections(writes_[0])) {
    guard_.emplace(database_.item_locks().Lock(ItemLocks::HashOf(writes_[0].key.bytes())));
    return;
  }
  std::vector<std::uint64_t> hashes;
  hashes.reserve(2 * writes_.size() + 1);
  if (!token_key.empty()) hashes.push_back(ItemLocks::HashOf(token_key));
  for (const ItemWrite& write : writes_) {
    hashes.push_back(ItemLocks::HashOf(write.key.bytes()));
    if (HasCollections(write)) hashes.push_back(ItemLocks::HashOf(ItemCollectionSizeKey(write.key)));
  }
  guard_.emplace(database_.item_locks().Lock(hashes));
}

Result<void> WriteUnit::Apply(std::size_t i) {
  AppliedWrite& applied = applied_[i];
  TABLEROCK_ASSIGN(const bool found,
                   database_.store().Get(Family::kItems, writes_[i].key.bytes(), applied.previous_value));
  if (found) applied.previous = ItemView(applied.previous_value.view());
  TABLEROCK_ASSIGN(applied.change, writes_[i].mutation->Apply(applied.previous));
  return {};
}

Result<void> WriteUnit::Commit() {
  std::uint32_t record_count = 0;
  for (std::size_t i = 0; i < writes_.size(); ++i) {
    TABLEROCK_TRY(AddItem(i));
    if (applied_[i].changes_item() && writes_[i].table->description().writes_change_log()) ++record_count;
  }
  if (batch_.empty()) return {};
  std::optional<SequenceLatch::Ticket> ticket;  // in flight until the batch is written
  if (record_count != 0) {
    TABLEROCK_ASSIGN(SequenceLatch::Ticket assigned, database_.sequences().Assign(record_count));
    ticket.emplace(std::move(assigned));
    AddChangeRecords(ticket->first());
  }
  TABLEROCK_TRY(database_.store().Write(std::move(batch_)));
  CountInMemory();
  ticket.reset();
  if (first_expiry_ != kNever) database_.expiry_alarm().SetNoLaterThan(first_expiry_);
  if (record_count != 0) TellReaders();
  return {};
}

void WriteUnit::TellReaders() const {
  for (const ItemWrite& write : writes_) {
    const TableDescription& table = write.table->description();
    if (table.writes_change_log()) database_.change_count(table.id).fetch_add(1, std::memory_order_release);
  }
  database_.change_signal().Ring();
}

Result<void> WriteUnit::AddItem(std::size_t i) {
  const ItemWrite& write = writes_[i];
  AppliedWrite& applied = applied_[i];
  const ItemView next = applied.next();
  if (applied.changes_item()) {
    if (next.empty()) {
      batch_.Delete(Family::kItems, write.key.bytes());
    } else {
      batch_.Put(Family::kItems, write.key.bytes(), next.bytes());
    }
    const TableDescription& table = write.table->description();
    TABLEROCK_TRY(
        AppendIndexChanges(database_.store(), table, write.key, applied.previous, next, batch_, applied.indexes));
    if (table.time_to_live) {
      first_expiry_ = std::min(first_expiry_, AppendExpiryChange(table, write.key, applied.previous, next, batch_));
    }
    const std::int64_t items = (next.empty() ? 0 : 1) - (applied.previous.empty() ? 0 : 1);
    const std::int64_t bytes = SizeOf(next) - SizeOf(applied.previous);
    if (items != 0 || bytes != 0) batch_.AddToCounters(TableCountersKey(table.id), items, bytes);
    for (const IndexChange& change : applied.indexes.changes) {
      if (change.items_delta == 0 && change.bytes_delta == 0) continue;
      batch_.AddToCounters(IndexCountersKey(table.id, change.index->index_id), change.items_delta, change.bytes_delta);
    }
  }
  return HasCollections(write) ? AddCollectionSize(i) : Result<void>();
}

Result<void> WriteUnit::AddCollectionSize(std::size_t i) {
  AppliedWrite& applied = applied_[i];
  const std::string key = ItemCollectionSizeKey(writes_[i].key);
  auto known = std::find_if(collection_sizes_.begin(), collection_sizes_.end(),
                            [&](const auto& entry) { return entry.first == key; });
  if (known == collection_sizes_.end()) {
    std::int64_t size = 0;
    PinnedValue value;
    TABLEROCK_ASSIGN(const bool found, database_.store().Get(Family::kDerived, key, value));
    if (found) std::memcpy(&size, value.view().data(), sizeof size);
    known = collection_sizes_.emplace(collection_sizes_.end(), key, size);
  }
  std::int64_t delta = 0;
  if (applied.changes_item()) {
    delta = SizeOf(applied.next()) - SizeOf(applied.previous);
    for (const IndexChange& change : applied.indexes.changes) {
      if (change.index->kind == IndexKind::kLocal) delta += change.bytes_delta;
    }
  }
  known->second += delta;
  applied.item_collection_bytes = known->second;
  if (delta == 0) return {};
  const std::int64_t limit = database_.options().item_collection_size_bytes_max != 0
                                 ? database_.options().item_collection_size_bytes_max
                                 : limits::kItemCollectionSizeBytesMax;
  if (delta > 0 && known->second > limit) {
    refused_write_ = i;
    return CollectionTooLarge();
  }
  if (known->second == 0) {
    batch_.Delete(Family::kDerived, key);
  } else {
    batch_.Put(Family::kDerived, key, {reinterpret_cast<const char*>(&known->second), sizeof known->second});
  }
  return {};
}

void WriteUnit::AddChangeRecords(SequenceNumber number) {
  const UnixMillis now = database_.clock().Now();
  for (std::size_t i = 0; i < writes_.size(); ++i) {
    const TableDescription& table = writes_[i].table->description();
    if (!applied_[i].changes_item() || !table.writes_change_log()) continue;
    AppendChange(table, number++, now, writes_[i].key.bytes(), {applied_[i].previous, applied_[i].next()}, origin_,
                 batch_);
  }
}

void WriteUnit::CountInMemory() const {
  for (std::size_t i = 0; i < writes_.size(); ++i) {
    const AppliedWrite& applied = applied_[i];
    if (!applied.changes_item()) continue;
    SizeCounters& counters = writes_[i].table->counters();
    counters.items += (applied.next().empty() ? 0 : 1) - (applied.previous.empty() ? 0 : 1);
    counters.bytes += SizeOf(applied.next()) - SizeOf(applied.previous);
    for (const IndexChange& change : applied.indexes.changes) {
      SizeCounters& index_counters = writes_[i].table->counters(change.index->index_id);
      index_counters.items += change.items_delta;
      index_counters.bytes += change.bytes_delta;
    }
  }
}

ConsumedCapacity CapacityOf(const ItemWrite& write, const AppliedWrite& applied, bool transactional) {
  ConsumedCapacity capacity;
  capacity.table_name = write.table_name;
  capacity.split = transactional;
  capacity.table.write = WriteUnits(applied.charged_bytes()) * (transactional ? 2 : 1);
  for (const IndexChange& change : applied.indexes.changes) {
    CapacityUnits units;
    if (change.deleted_bytes != 0) units.write += WriteUnits(change.deleted_bytes);
    if (change.put_bytes != 0) units.write += WriteUnits(change.put_bytes);
    if (units.write != 0) capacity.AddIndex(change.index->name, change.index->kind, units);
  }
  return capacity;
}

std::optional<ItemCollectionMetrics> CollectionMetricsOf(const ItemWrite& write, const AppliedWrite& applied,
                                                         ReturnItemCollectionMetrics wanted) {
  if (wanted == ReturnItemCollectionMetrics::kNone || !HasCollections(write) ||
      write.mutation->kind() == ItemMutation::Kind::kConditionCheck) {
    return std::nullopt;
  }
  ItemCollectionMetrics metrics;
  ItemBuilder builder;
  std::string_view key_values = write.key.partition_key();
  for (const KeyAttribute& attribute : write.table->description().key_schema.partition_key) {
    ReadKeyAttribute(key_values, attribute, builder);
  }
  metrics.item_collection_key = builder.TakeItem();
  const std::int64_t whole_gb = applied.item_collection_bytes / kBytesPerGb;
  metrics.size_estimate_lower_gb = static_cast<double>(whole_gb);
  metrics.size_estimate_upper_gb = metrics.size_estimate_lower_gb + 1;
  return metrics;
}

void AddCollectionMetrics(const ItemWrite& write, const AppliedWrite& applied, ReturnItemCollectionMetrics wanted,
                          ItemCollectionMetricsByTable& out) {
  auto metrics = CollectionMetricsOf(write, applied, wanted);
  if (!metrics) return;
  auto table = std::find_if(out.begin(), out.end(), [&](const auto& entry) { return entry.first == write.table_name; });
  if (table == out.end()) table = out.emplace(out.end(), write.table_name, std::vector<ItemCollectionMetrics>());
  auto& of_table = table->second;
  const auto same = std::find_if(of_table.begin(), of_table.end(), [&](const ItemCollectionMetrics& known) {
    return known.item_collection_key == metrics->item_collection_key;
  });
  if (same == of_table.end()) {
    of_table.push_back(std::move(*metrics));
  } else {
    *same = std::move(*metrics);
  }
}

}  // namespace tablerock
