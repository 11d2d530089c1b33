// WatchedTables: what stands in the store between two requests, read below the operations: every byte of it as a
// digest, and the items of every table as JSON. So a write that was refused must leave the digest, and one that was
// accepted must change the items that it names, as it says.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mutation/wire_session.h"

namespace tablerock {

using Json = nlohmann::json;

struct TableName {
  std::string namespace_name;
  std::string name;
  friend auto operator<=>(const TableName&, const TableName&) = default;
};

struct WatchedTable {
  std::uint32_t id = 0;
  Json description;                   // DescribeTable's "Table", counters as of the last table operation
  std::map<std::string, Json> items;  // by stored key; sets sorted as texts

  std::vector<std::string> KeyAttributes() const;
  std::string TypeOf(const std::string& attribute) const;  // of AttributeDefinitions; "" if it is not there
  // The attributes of `item` that make its key.
  Json KeyOf(const Json& item) const;
  // The item with that key, or nullptr.
  const Json* Find(const Json& key) const;
};

// One item before and after; null: none.
struct ItemDifference {
  TableName table;
  Json before;
  Json after;
};

class WatchedTables {
 public:
  explicit WatchedTables(WireSession& session) : session_(session) { ReadTables(); }

  const std::map<TableName, WatchedTable>& tables() const { return tables_; }
  const WatchedTable* Find(const TableName& name) const;

  // Of everything that is stored: catalog, items, index entries, derived entries and the ends of the change logs.
  std::uint64_t Digest() const;
  // Reads the items again and tells what has changed since they were read last.
  std::vector<ItemDifference> ReadItems();
  // Reads the tables again, after an operation on one; then the items, which must be compared before.
  void ReadTables();

 private:
  WireSession& session_;
  std::map<TableName, WatchedTable> tables_;
  std::map<std::uint32_t, TableName> names_;
  std::map<std::string, std::string> stored_;  // family items
};

// An attribute value or an object of them, its sets sorted, so that equal values are equal JSON.
Json WithSortedSets(Json value);

}  // namespace tablerock
