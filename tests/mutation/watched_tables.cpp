#include "mutation/watched_tables.h"

#include <algorithm>
#include <functional>
#include <set>
#include <string_view>

#include "json/writer.h"
#include "storage/key_values.h"

namespace tablerock {
namespace {

constexpr std::uint64_t kDigestFactor = 1'099'511'628'211;

Json JsonOfStored(std::string_view item) {
  std::string text;
  JsonWriter(text).Item(ItemView(item));
  return WithSortedSets(Json::parse(text));
}

std::uint32_t TableIdOf(std::string_view key) {
  std::uint32_t id = 0;
  ReadBigEndian(key, id);
  return id;
}

void Add(std::uint64_t& digest, std::string_view text) {
  digest = (digest ^ std::hash<std::string_view>()(text)) * kDigestFactor;
}

}  // namespace

Json WithSortedSets(Json value) {
  if (!value.is_structured()) return value;
  for (auto member = value.begin(); member != value.end(); ++member) {
    if (value.is_object() && (member.key() == "SS" || member.key() == "NS" || member.key() == "BS") &&
        member->is_array()) {
      std::sort(member->begin(), member->end());
    } else {
      *member = WithSortedSets(*member);
    }
  }
  return value;
}

std::vector<std::string> WatchedTable::KeyAttributes() const {
  std::vector<std::string> names;
  for (const Json& element : description.at("KeySchema")) names.push_back(element.at("AttributeName"));
  return names;
}

std::string WatchedTable::TypeOf(const std::string& attribute) const {
  for (const Json& definition : description.at("AttributeDefinitions")) {
    if (definition.at("AttributeName") == attribute) return definition.at("AttributeType");
  }
  return {};
}

Json WatchedTable::KeyOf(const Json& item) const {
  Json key = Json::object();
  for (const std::string& name : KeyAttributes()) {
    if (item.contains(name)) key[name] = item.at(name);
  }
  return key;
}

const Json* WatchedTable::Find(const Json& key) const {
  for (const auto& [stored_key, item] : items) {
    if (KeyOf(item) == key) return &item;
  }
  return nullptr;
}

const WatchedTable* WatchedTables::Find(const TableName& name) const {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

std::uint64_t WatchedTables::Digest() const {
  std::uint64_t digest = 0;
  Store& store = session_.database().store();
  for (const Family family : {Family::kCatalog, Family::kItems, Family::kIndexes, Family::kDerived}) {
    const auto cursor = store.NewCursor(family, "", "");
    for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
      Add(digest, cursor->key());
      Add(digest, cursor->value());
    }
  }
  for (const auto& [id, name] : names_) {
    std::string begin;
    AppendBigEndian(begin, id);
    std::string end;
    AppendBigEndian(end, id + 1);
    const auto cursor = store.NewCursor(Family::kChanges, begin, end);
    cursor->SeekToLast();
    if (cursor->Valid()) Add(digest, cursor->key());
  }
  return digest;
}

std::vector<ItemDifference> WatchedTables::ReadItems() {
  std::vector<ItemDifference> differences;
  std::map<std::string, std::string> stored;
  const auto cursor = session_.database().store().NewCursor(Family::kItems, "", "");
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) stored.emplace(cursor->key(), cursor->value());
  const auto difference_at = [&](const std::string& key) -> ItemDifference* {
    const auto name = names_.find(TableIdOf(key));
    if (name == names_.end()) return nullptr;  // of a table that this request made: ReadTables comes next
    const auto& items = tables_.at(name->second).items;
    const auto item = items.find(key);
    differences.push_back({name->second, item == items.end() ? Json() : item->second, Json()});
    return &differences.back();
  };
  for (const auto& [key, value] : stored) {
    const auto known = stored_.find(key);
    if (known != stored_.end() && known->second == value) continue;
    ItemDifference* const difference = difference_at(key);
    if (difference == nullptr) continue;
    difference->after = JsonOfStored(value);
    tables_.at(difference->table).items[key] = difference->after;
  }
  for (const auto& [key, value] : stored_) {
    if (stored.contains(key)) continue;
    const ItemDifference* const difference = difference_at(key);
    if (difference != nullptr) tables_.at(difference->table).items.erase(key);
  }
  stored_ = std::move(stored);
  return differences;
}

void WatchedTables::ReadTables() {
  std::map<TableName, WatchedTable> tables;
  names_.clear();
  for (const TableHandle& table : session_.database().catalog().AllTables()) {
    const TableName name{table->description().namespace_name, table->description().name};
    WireCall call;
    call.path = name.namespace_name.empty() ? "/" : "/ns/" + name.namespace_name;
    call.target = TargetOf("DescribeTable");
    call.body = Json{{"TableName", name.name}}.dump();
    WatchedTable& watched = tables[name];
    watched.id = table->description().id;
    watched.description = Json::parse(session_.Ask(call).body).at("Table");
    names_[watched.id] = name;
  }
  tables_ = std::move(tables);
  stored_.clear();
  ReadItems();
}

}  // namespace tablerock
