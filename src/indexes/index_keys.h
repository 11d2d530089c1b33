// The key attributes of secondary indexes: whether an item is in an index, and what the service says of a key value
// that no index takes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "core/limits.h"
#include "core/result.h"
#include "model/attribute_value.h"
#include "model/item.h"
#include "model/table_description.h"

namespace tablerock {

// The values of an index's key attributes in one item, partition key first. Views into the item. No allocation.
class IndexKeyValues {
 public:
  // Nothing if the item is not in the index: it is empty(), or a key attribute is missing, has another type, is empty
  // or too long. (Such values come from before the index was added; CheckIndexKeys keeps later ones away.)
  static std::optional<IndexKeyValues> Of(const SecondaryIndex& index, ItemView item);

  std::span<const AttributeValueView> partition_key() const { return all().first(partition_key_count_); }
  std::span<const AttributeValueView> sort_key() const { return all().subspan(partition_key_count_); }
  std::span<const AttributeValueView> all() const { return {values_.data(), count_}; }

  friend bool operator==(const IndexKeyValues& a, const IndexKeyValues& b);

 private:
  IndexKeyValues();
  bool Append(ItemView item, std::span<const KeyAttribute> attributes, std::size_t size_bytes_max);

  std::size_t partition_key_count_ = 0;
  std::size_t count_ = 0;
  std::array<AttributeValueView, 2 * limits::kKeyAttributesMax> values_;
};

// True if writes keep the entries of this index: always, but not once it is being deleted (its entries are on their way
// out).
constexpr bool IsMaintained(const SecondaryIndex& index) { return index.status != IndexStatus::kDeleting; }
// True while items from before the index may not have their entries yet.
constexpr bool IsBeingBuilt(const SecondaryIndex& index) {
  return index.status == IndexStatus::kCreating || index.backfilling;
}

// What gives an item the value of an index key: the two are refused in different words.
enum class IndexKeySource : std::uint8_t { kItem, kUpdate };

// Checks the index key attributes that a write gives an item. What `previous` (empty: there was no item) had already is
// not checked again. Attributes that are missing are fine: the item is then not in that index. Of several indexes that
// refuse the item, the first by name is told. Errors: ValidationException, behaviours.md rows 12, 13 and 15: another
// type, an empty value, too long.
Result<void> CheckIndexKeys(const TableDescription& table, ItemView item, ItemView previous = {},
                            IndexKeySource source = IndexKeySource::kItem);

}  // namespace tablerock
