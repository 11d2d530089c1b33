// What an index projects of an item, and the item that an index entry shows when it is read back.
#pragma once

#include <cstddef>
#include <string_view>

#include "model/item.h"
#include "model/item_builder.h"
#include "model/table_description.h"

namespace tablerock {

// True if entries of `index` have the top-level attribute `name` (where the item has it): a key attribute of the table
// or the index, one of NonKeyAttributes, or any with ALL.
bool IsProjected(const TableDescription& table, const SecondaryIndex& index, std::string_view name);

// The projected attributes of `item`. For ALL that is the item itself: do not ask.
Item ProjectForIndex(const TableDescription& table, const SecondaryIndex& index, ItemView item);

// The charged size of the entry of `item`: names and values of the projected attributes, bytes.
std::size_t IndexEntrySizeBytes(const TableDescription& table, const SecondaryIndex& index, ItemView item);

// True if the entry of both would show the same.
bool SameProjection(const TableDescription& table, const SecondaryIndex& index, ItemView a, ItemView b);

// Reads entries of one index. One thread; one entry at a time.
class IndexEntryReader {
 public:
  // Both outlive the reader.
  IndexEntryReader(const TableDescription& table, const SecondaryIndex& index) : table_(table), index_(index) {}

  // The item that the entry shows: a view of `value`, or for KEYS_ONLY, which stores no value, one built from `key`
  // that is good until the next call. `key` and `value` as they stand in the `indexes` family.
  ItemView Read(std::string_view key, std::string_view value);

 private:
  const TableDescription& table_;
  const SecondaryIndex& index_;
  ItemBuilder builder_;
  Item item_;
};

}  // namespace tablerock
