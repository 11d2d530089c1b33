#include "jobs/log_check.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "changes/change_record.h"
#include "changes/stream.h"
#include "changes/stream_codec.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"
#include "storage/key_values.h"

namespace tablerock {
namespace {

using ShardNumber = std::pair<std::uint32_t, std::uint32_t>;  // the table's id, the shard's number

Result<std::map<ShardNumber, Shard>> AllShards(Database& database) {
  std::map<ShardNumber, Shard> shards;
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kShard));
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(Shard shard, ShardFromJson(entry.json));
    const ShardNumber number{shard.table_id, shard.number};
    shards.emplace(number, std::move(shard));
  }
  return shards;
}

bool IsWholeOrMissing(ItemView item) { return item.empty() || CheckEncodedItem(item.bytes()); }

class TableLogCheck {
 public:
  TableLogCheck(Database& database, const TableDescription& table, CheckedTable& checked, CheckReport& report)
      : database_(database), table_(table), checked_(checked), report_(report) {}

  Result<void> Run() {
    TABLEROCK_ASSIGN(const auto entries, database_.catalog().ListEntries(CatalogKind::kShard, table_.namespace_name,
                                                                         ShardEntryPrefix(table_.id)));
    std::set<std::uint32_t> known;
    for (const CatalogEntry& entry : entries) {
      TABLEROCK_ASSIGN(const Shard shard, ShardFromJson(entry.json));
      known.insert(shard.number);
      TABLEROCK_TRY(CheckShard(shard));
    }
    for (const OpenShard& open : table_.open_shards) {
      if (!known.contains(open.number)) Disagree("the open shard " + open.shard_id + " is not in the catalog");
    }
    return CompareNewest();
  }

 private:
  struct Newest {
    SequenceNumber number = 0;
    bool removed = false;
    std::optional<std::size_t> image_hash;  // of the new image, where it is kept
  };

  Result<void> CheckShard(const Shard& shard) {
    const KeyBounds bounds = BoundsOfPrefix(ChangePrefix(shard.table_id, shard.number));
    const auto cursor = database_.store().NewCursor(Family::kChanges, bounds.lower, bounds.upper);
    for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
      ++checked_.change_records;
      CheckRecord(shard, cursor->key(), cursor->value());
    }
    return cursor->status();
  }

  void CheckRecord(const Shard& shard, std::string_view key, std::string_view value) {
    const auto parts = ReadChangeKey(key);
    const auto record = ReadRecordBytes(value);
    if (!parts || !record || !CheckEncodedItem(record->keys.bytes()) || !IsWholeOrMissing(record->old_image) ||
        !IsWholeOrMissing(record->new_image)) {
      return Disagree("a record of shard " + shard.shard_id + " is damaged");
    }
    const SequenceNumber number = parts->sequence_number;
    const std::string name = "record " + ToWire(number) + " of shard " + shard.shard_id;
    if (number < shard.first || (shard.last && number > *shard.last) || number > database_.sequences().Highest()) {
      Disagree(name + " is outside of the shard's sequence numbers");
    }
    const auto item_key = TryEncodeItemKey(table_.id, table_.key_schema, record->keys);
    if (!item_key) return Disagree(name + " has no key of the table");
    if (item_key->hash() < shard.hash_begin || item_key->hash() > shard.hash_last) {
      Disagree(name + " is of an item whose changes go to another shard");
    }
    // What another stream of the table recorded may have been followed by changes that none did.
    if (table_.stream && shard.stream_label == table_.stream->label) Remember(number, *record, *item_key);
  }

  void Remember(SequenceNumber number, const ChangeRecord& record, const ItemKey& item_key) {
    Newest& newest = newest_[std::string(item_key.bytes())];
    if (number < newest.number) return;
    newest = {number, record.event == ChangeEvent::kRemove, std::nullopt};
    if (!record.new_image.empty()) newest.image_hash = std::hash<std::string_view>()(record.new_image.bytes());
  }

  Result<void> CompareNewest() {
    PinnedValue value;
    for (const auto& [item_key, newest] : newest_) {
      TABLEROCK_ASSIGN(const bool found, database_.store().Get(Family::kItems, item_key, value));
      const bool same_image =
          !found || !newest.image_hash || *newest.image_hash == std::hash<std::string_view>()(value.view());
      if (found != newest.removed && same_image) continue;
      Disagree("the newest change record of the item " + KeyText(item_key, table_.key_schema) +
               " says otherwise than the item");
    }
    return {};
  }

  void Disagree(const std::string& text) { report_.Disagree(checked_, text); }

  Database& database_;
  const TableDescription& table_;
  CheckedTable& checked_;
  CheckReport& report_;
  std::unordered_map<std::string, Newest> newest_;  // by key in the items family
};

}  // namespace

Result<void> CheckLogOfTable(Database& database, const TableVersion& version, CheckedTable& checked,
                             CheckReport& report) {
  return TableLogCheck(database, version.description(), checked, report).Run();
}

Result<void> CheckLog(Database& database, CheckReport& report) {
  TABLEROCK_ASSIGN(const auto shards, AllShards(database));
  const auto cursor = database.store().NewCursor(Family::kChanges, {}, {});
  cursor->SeekToFirst();
  while (cursor->Valid()) {
    const auto parts = ReadChangeKey(cursor->key());
    if (!parts) {
      report.Disagree("a key of the change log is damaged");
      break;
    }
    if (!shards.contains({parts->table_id, parts->shard})) {
      report.Disagree("there are change records of a shard that the catalog does not know (table id " +
                      std::to_string(parts->table_id) + ", shard " + std::to_string(parts->shard) + ")");
    }
    const std::string next = SuccessorOfPrefix(ChangePrefix(parts->table_id, parts->shard));
    if (next.empty()) break;
    cursor->Seek(next);
  }
  return cursor->status();
}

}  // namespace tablerock
