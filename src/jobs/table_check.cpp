#include "jobs/table_check.h"

#include <cstring>
#include <optional>
#include <utility>

#include "indexes/expiry_entries.h"
#include "indexes/index_keys.h"
#include "indexes/index_projection.h"
#include "storage/key_bounds.h"
#include "storage/key_values.h"

namespace tablerock {
namespace {

// What stands as the value of an index entry.
std::string EntryValueOf(const TableDescription& table, const SecondaryIndex& index, ItemView item) {
  switch (index.projection.type) {
    case ProjectionType::kAll:
      return std::string(item.bytes());
    case ProjectionType::kKeysOnly:
      return {};
    case ProjectionType::kInclude:
      break;
  }
  return ProjectForIndex(table, index, item).bytes();
}

std::optional<std::string> EntryKeyOf(const TableDescription& table, const SecondaryIndex& index, const ItemKey& key,
                                      ItemView item) {
  const auto values = IndexKeyValues::Of(index, item);
  if (!values) return std::nullopt;
  return EncodeIndexKey(table.id, index.index_id, values->partition_key(), values->sort_key(), key.base_key());
}

std::string_view NoteOf(const SecondaryIndex& index) {
  if (!IsMaintained(index)) return "being deleted";
  return IsBeingBuilt(index) ? "being filled" : "";
}

std::string Numbers(const CounterValues& values) {
  return std::to_string(values.items) + " items of " + std::to_string(values.bytes) + " bytes";
}

}  // namespace

TableCheck::TableCheck(Database& database, const TableVersion& version, ExpiryState expiry_state, CheckedTable& checked,
                       CheckReport& report)
    : database_(database),
      store_(database.store()),
      version_(version),
      table_(version.description()),
      expiry_state_(expiry_state),
      checked_(checked),
      report_(report) {
  for (const auto* indexes : {&table_.local_indexes, &table_.global_indexes}) {
    for (const SecondaryIndex& index : *indexes) {
      IndexTally& tally = tallies_.emplace_back();
      tally.index = &index;
      tally.checked = {index.name, 0, NoteOf(index)};
    }
  }
}

Result<void> TableCheck::Run() {
  TABLEROCK_TRY(CheckItems());
  for (IndexTally& tally : tallies_) {
    if (IsMaintained(*tally.index)) TABLEROCK_TRY(CheckEntries(tally));
    checked_.indexes.push_back(tally.checked);
  }
  TABLEROCK_TRY(CheckIndexIds());
  TABLEROCK_TRY(CheckExpiryEntries());
  TABLEROCK_TRY(CheckCollections());
  return CheckCounters();
}

Result<void> TableCheck::CheckItems() {
  const KeyBounds bounds = BoundsOfPrefix(TablePrefix(table_.id));
  const auto cursor = store_.NewCursor(Family::kItems, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) TABLEROCK_TRY(CheckItem(cursor->key(), cursor->value()));
  TABLEROCK_TRY(cursor->status());
  return EndCollection();
}

Result<void> TableCheck::CheckItem(std::string_view stored_key, std::string_view value) {
  ++checked_.items;
  if (!CheckEncodedItem(value)) {
    Disagree("the item " + TextOf(stored_key) + " is damaged");
    return {};
  }
  const ItemView item(value);
  bytes_ += static_cast<std::int64_t>(item.size_bytes());
  std::optional<ItemKey> key = TryEncodeItemKey(table_.id, table_.key_schema, item);
  if (!key || key->bytes() != stored_key) {
    Disagree("the item " + TextOf(stored_key) + " has another key than that it stands at");
    return {};
  }
  if (table_.has_local_indexes()) {
    if (collection_key_.bytes().empty() || collection_key_.partition_prefix() != key->partition_prefix()) {
      TABLEROCK_TRY(EndCollection());
      collection_key_ = *key;
    }
    collection_bytes_ += static_cast<std::int64_t>(item.size_bytes());
  }
  for (IndexTally& tally : tallies_) {
    if (IsMaintained(*tally.index)) TABLEROCK_TRY(CheckEntryOf(*key, item, tally));
  }
  return CheckExpiryOf(*key, item);
}

Result<void> TableCheck::CheckEntryOf(const ItemKey& key, ItemView item, IndexTally& tally) {
  const SecondaryIndex& index = *tally.index;
  const auto entry_key = EntryKeyOf(table_, index, key, item);
  if (!entry_key) return {};
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool stands, store_.Get(Family::kIndexes, *entry_key, value));
  if (!stands) {
    if (!IsBeingBuilt(index)) Disagree("index " + index.name + " has no entry of the item " + TextOf(key.bytes()));
    return {};
  }
  if (value.view() != EntryValueOf(table_, index, item)) {
    Disagree("index " + index.name + " shows other attributes of the item " + TextOf(key.bytes()));
  }
  const auto size = static_cast<std::int64_t>(IndexEntrySizeBytes(table_, index, item));
  ++tally.found.items;
  tally.found.bytes += size;
  if (index.kind == IndexKind::kLocal) collection_bytes_ += size;
  return {};
}

Result<void> TableCheck::CheckExpiryOf(const ItemKey& key, ItemView item) {
  if (!table_.time_to_live) return {};
  const auto second = ExpirySecondOf(*table_.time_to_live, item);
  if (!second) return {};
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool stands,
                   store_.Get(Family::kDerived, ExpiryKey(table_.id, *second, key.base_key()), value));
  if (stands || expiry_state_ == ExpiryState::kBeingFilled) return {};
  Disagree("there is no expiry entry of the item " + TextOf(key.bytes()));
  return {};
}

Result<void> TableCheck::EndCollection() {
  if (collection_key_.bytes().empty()) return {};
  ++collections_;
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool stands, store_.Get(Family::kDerived, ItemCollectionSizeKey(collection_key_), value));
  std::int64_t size = 0;
  if (stands && value.view().size() == sizeof size) std::memcpy(&size, value.view().data(), sizeof size);
  if (size != collection_bytes_) {
    Disagree("the item collection of " + TextOf(collection_key_.bytes()) + " has " + std::to_string(collection_bytes_) +
             " bytes, counted are " + std::to_string(size));
  }
  collection_bytes_ = 0;
  return {};
}

Result<void> TableCheck::CheckEntries(IndexTally& tally) {
  const SecondaryIndex& index = *tally.index;
  const KeyBounds bounds = BoundsOfPrefix(IndexPrefix(table_.id, index.index_id));
  const auto cursor = store_.NewCursor(Family::kIndexes, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    ++tally.checked.entries;
    const auto base_key = BaseKeyOfIndexKey(cursor->key(), index.key_schema);
    if (!base_key) {
      Disagree("index " + index.name + " has an entry with a damaged key");
      continue;
    }
    TABLEROCK_ASSIGN(const std::string bytes, ItemOfBaseKey(*base_key));
    const ItemView item(bytes);
    const auto key = item.empty() ? std::nullopt : TryEncodeItemKey(table_.id, table_.key_schema, item);
    if (!key || EntryKeyOf(table_, index, *key, item) != cursor->key()) {
      Disagree("index " + index.name + " has an entry that no item has made, of " + TextOfBaseKey(*base_key));
    }
  }
  return cursor->status();
}

Result<void> TableCheck::CheckIndexIds() {
  const KeyBounds bounds = BoundsOfPrefix(TablePrefix(table_.id));
  const auto cursor = store_.NewCursor(Family::kIndexes, bounds.lower, bounds.upper);
  cursor->SeekToFirst();
  while (cursor->Valid()) {
    std::string_view rest = cursor->key().substr(bounds.lower.size());
    std::uint32_t index_id = 0;
    bool known = false;
    if (ReadBigEndian(rest, index_id)) {
      for (const IndexTally& tally : tallies_) known = known || tally.index->index_id == index_id;
    }
    if (!known) Disagree("there are entries of an index that is not there (id " + std::to_string(index_id) + ")");
    const std::string next = SuccessorOfPrefix(IndexPrefix(table_.id, index_id));
    if (next.empty() || next <= cursor->key()) break;
    cursor->Seek(next);
  }
  return cursor->status();
}

Result<void> TableCheck::CheckExpiryEntries() {
  if (expiry_state_ == ExpiryState::kBeingRemoved) return {};
  const KeyBounds bounds = BoundsOfPrefix(ExpiryPrefix(table_.id));
  const auto cursor = store_.NewCursor(Family::kDerived, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    ++checked_.expiry_entries;
    const auto entry = ReadExpiryKey(cursor->key());
    if (!entry) {
      Disagree("there is an expiry entry with a damaged key");
      continue;
    }
    TABLEROCK_ASSIGN(const std::string bytes, ItemOfBaseKey(entry->base_key));
    const ItemView item(bytes);
    const auto second = table_.time_to_live ? ExpirySecondOf(*table_.time_to_live, item) : std::nullopt;
    if (second != entry->epoch_second) {
      Disagree("there is an expiry entry that no item has made, of " + TextOfBaseKey(entry->base_key));
    }
  }
  return cursor->status();
}

Result<void> TableCheck::CheckCollections() {
  const KeyBounds bounds = BoundsOfPrefix(ItemCollectionSizePrefix(table_.id));
  const auto cursor = store_.NewCursor(Family::kDerived, bounds.lower, bounds.upper);
  std::int64_t sizes = 0;
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) ++sizes;
  if (sizes != collections_) {
    Disagree("there are sizes of " + std::to_string(sizes) + " item collections, and " + std::to_string(collections_) +
             " item collections");
  }
  return cursor->status();
}

Result<void> TableCheck::CheckCounters() {
  TABLEROCK_TRY(
      CompareCounters(TableCountersKey(table_.id), version_.counters(), {checked_.items, bytes_}, "the table"));
  for (const IndexTally& tally : tallies_) {
    const std::uint32_t id = tally.index->index_id;
    if (!IsMaintained(*tally.index)) continue;
    TABLEROCK_TRY(CompareCounters(IndexCountersKey(table_.id, id), version_.counters(id), tally.found,
                                  "index " + tally.index->name));
  }
  return {};
}

Result<void> TableCheck::CompareCounters(const std::string& key, const SizeCounters& in_memory,
                                         const CounterValues& expected, const std::string& of) {
  std::optional<CounterValues> counted = CounterValues{in_memory.items.load(), in_memory.bytes.load()};
  if (!database_.options().in_memory) {
    PinnedValue value;
    TABLEROCK_ASSIGN(const bool stands, store_.Get(Family::kDerived, key, value));
    counted = stands ? ReadCounterValues(value.view()) : CounterValues();
  }
  if (counted == expected) return {};
  Disagree(of + " has " + Numbers(expected) + ", counted are " + (counted ? Numbers(*counted) : "damaged numbers"));
  return {};
}

Result<std::string> TableCheck::ItemOfBaseKey(std::string_view base_key) const {
  const auto key = ItemKeyOfBaseKey(table_.id, table_.key_schema, base_key);
  if (!key) return std::string();
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool found, store_.Get(Family::kItems, key->bytes(), value));
  if (!found || !CheckEncodedItem(value.view())) return std::string();
  return std::string(value.view());
}

std::string TableCheck::TextOfBaseKey(std::string_view base_key) const {
  const auto key = ItemKeyOfBaseKey(table_.id, table_.key_schema, base_key);
  return key ? TextOf(key->bytes()) : "a damaged key";
}

}  // namespace tablerock
