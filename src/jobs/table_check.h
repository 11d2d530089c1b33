// TableCheck: compares one table's items with their index entries, counters, item collections and expiry entries.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "jobs/check_report.h"
#include "model/item.h"
#include "model/table_description.h"
#include "storage/counter_values.h"
#include "storage/database.h"
#include "storage/key_codec.h"

namespace tablerock {

// What is to be expected of a table's expiry entries.
enum class ExpiryState : std::uint8_t { kNone, kKept, kBeingFilled, kBeingRemoved };

class TableCheck {
 public:
  // All outlive it. Fills `checked`, and adds to `report` what does not agree.
  TableCheck(Database& database, const TableVersion& version, ExpiryState expiry_state, CheckedTable& checked,
             CheckReport& report);

  // Error: something could not be read; what comes behind it was not compared.
  Result<void> Run();

 private:
  // What the items say that an index holds.
  struct IndexTally {
    const SecondaryIndex* index = nullptr;
    CheckedIndex checked;
    CounterValues found;
  };

  Result<void> CheckItems();
  Result<void> CheckItem(std::string_view stored_key, std::string_view value);
  Result<void> CheckEntryOf(const ItemKey& key, ItemView item, IndexTally& tally);
  Result<void> CheckExpiryOf(const ItemKey& key, ItemView item);
  Result<void> EndCollection();
  Result<void> CheckEntries(IndexTally& tally);
  Result<void> CheckIndexIds();
  Result<void> CheckExpiryEntries();
  Result<void> CheckCollections();
  Result<void> CheckCounters();
  Result<void> CompareCounters(const std::string& key, const SizeCounters& in_memory, const CounterValues& expected,
                               const std::string& of);

  // Reads the item that a base key names; nothing if there is none, or none that is whole.
  Result<std::string> ItemOfBaseKey(std::string_view base_key) const;
  std::string TextOf(std::string_view item_key) const { return KeyText(item_key, table_.key_schema); }
  std::string TextOfBaseKey(std::string_view base_key) const;
  void Disagree(const std::string& text) { report_.Disagree(checked_, text); }

  Database& database_;
  Store& store_;
  const TableVersion& version_;
  const TableDescription& table_;
  const ExpiryState expiry_state_;
  CheckedTable& checked_;
  CheckReport& report_;

  std::vector<IndexTally> tallies_;
  std::int64_t bytes_ = 0;
  std::int64_t expiring_items_ = 0;
  std::int64_t collections_ = 0;
  // The item collection that is being read; only with local indexes.
  ItemKey collection_key_;  // of one of its items
  std::int64_t collection_bytes_ = 0;
};

}  // namespace tablerock
