// The keys of all families, made from ids, schemas and items, and read back. Layouts with examples: FORMAT.md. Pure
// functions of their arguments; no I/O, no state, any thread. Key values are in key_values.h, what to read of a family
// in key_bounds.h.
//
// Functions that read a key answer false or nothing for bytes that are none; only a damaged store has such. Whether key
// attributes are there, of the right type, not empty and not too long is for the caller to say in the service's words;
// here it is REQUIRES or nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/attribute_value.h"
#include "model/item.h"
#include "model/item_builder.h"
#include "model/key_schema.h"
#include "storage/key_bounds.h"
#include "storage/key_values.h"

namespace tablerock {

// ---- family items

// The key of one item, with its parts at hand. Owns its bytes, in one allocation at most.
//   bytes = table id ‖ hash64 ‖ partition key ‖ sort key
class ItemKey {
 public:
  ItemKey() = default;  // bytes() is empty; nothing else may be asked

  std::string_view bytes() const { return bytes_; }
  std::uint32_t table_id() const;
  std::uint64_t hash() const;
  // The key values: what index entries and derived entries name the item by.
  std::string_view base_key() const { return bytes().substr(kItemKeyPrefixBytes); }
  std::string_view partition_key() const {
    return bytes().substr(kItemKeyPrefixBytes, partition_end_ - kItemKeyPrefixBytes);
  }
  std::string_view sort_key() const { return bytes().substr(partition_end_); }
  // What the keys of all items with this partition key begin with.
  std::string_view partition_prefix() const { return bytes().substr(0, partition_end_); }

  friend bool operator==(const ItemKey& a, const ItemKey& b) { return a.bytes_ == b.bytes_; }

 private:
  friend std::optional<ItemKey> TryEncodeItemKey(std::uint32_t table_id, const KeySchema& schema, ItemView item);
  friend std::optional<ItemKey> ItemKeyOfBaseKey(std::uint32_t table_id, const KeySchema& schema,
                                                 std::string_view base_key);
  static constexpr std::size_t kItemKeyPrefixBytes = 12;

  std::string bytes_;
  std::size_t partition_end_ = 0;
};

// Of an item, or of a Key parameter. REQUIRES: it has every attribute of the table's key, of the right type.
ItemKey EncodeItemKey(std::uint32_t table_id, const KeySchema& schema, ItemView item);
// Nothing if an attribute is missing or has another type.
std::optional<ItemKey> TryEncodeItemKey(std::uint32_t table_id, const KeySchema& schema, ItemView item);
// From the base key that stands in an index entry or a derived entry.
std::optional<ItemKey> ItemKeyOfBaseKey(std::uint32_t table_id, const KeySchema& schema, std::string_view base_key);

// Writes the key attributes of an item into `out`: a LastEvaluatedKey, the Keys of a change.
bool ReadItemKey(std::string_view item_key, const KeySchema& schema, ItemBuilder& out);
std::uint64_t HashOfItemKey(std::string_view item_key);

// ---- family indexes

// The key of an item's entry in an index. `partition_key` and `sort_key` are the values of the index's key attributes;
// `base_key` is ItemKey::base_key() of the item.
std::string EncodeIndexKey(std::uint32_t table_id, std::uint32_t index_id,
                           std::span<const AttributeValueView> partition_key,
                           std::span<const AttributeValueView> sort_key, std::string_view base_key);
// Finds the values in the item. Nothing if an attribute of the index key is missing or has another type: the item is
// not in the index.
std::optional<std::string> TryEncodeIndexKey(std::uint32_t table_id, std::uint32_t index_id,
                                             const KeySchema& index_schema, ItemView item, std::string_view base_key);

// Writes the key attributes of the index and of the table into `out`, each once: all that a KEYS_ONLY entry has.
bool ReadIndexKey(std::string_view index_key, const KeySchema& index_schema, const KeySchema& table_schema,
                  ItemBuilder& out);
// The end of an index key that names the item. A view into it; nothing if it is no key of that index.
std::optional<std::string_view> BaseKeyOfIndexKey(std::string_view index_key, const KeySchema& index_schema);

// ---- family changes

std::string ChangePrefix(std::uint32_t table_id, std::uint32_t shard);
std::string ChangeKey(std::uint32_t table_id, std::uint32_t shard, std::uint64_t sequence_number);
struct ChangeKeyParts {
  std::uint32_t table_id = 0;
  std::uint32_t shard = 0;
  std::uint64_t sequence_number = 0;
};
std::optional<ChangeKeyParts> ReadChangeKey(std::string_view key);

// ---- family derived

// E: an item to expire. In order of the second.
std::string ExpiryPrefix(std::uint32_t table_id);
std::string ExpiryKey(std::uint32_t table_id, std::int64_t epoch_second, std::string_view base_key);
struct ExpiryKeyParts {
  std::uint32_t table_id = 0;
  std::int64_t epoch_second = 0;
  std::string_view base_key;  // a view into the key
};
std::optional<ExpiryKeyParts> ReadExpiryKey(std::string_view key);

// T: items and bytes of a table, or of one of its indexes.
std::string CountersPrefix(std::uint32_t table_id);
std::string TableCountersKey(std::uint32_t table_id);
std::string IndexCountersKey(std::uint32_t table_id, std::uint32_t index_id);

// C: the bytes of the item collection that an item belongs to.
std::string ItemCollectionSizePrefix(std::uint32_t table_id);
std::string ItemCollectionSizeKey(const ItemKey& key);

// K: a ClientRequestToken.
std::string ClientRequestTokenPrefix();
std::string ClientRequestTokenPrefix(std::string_view namespace_name);
std::string ClientRequestTokenKey(std::string_view namespace_name, std::string_view token);

// ---- family catalog

// `kind` is a CatalogKind.
std::string CatalogPrefix(std::uint8_t kind);
std::string CatalogPrefix(std::uint8_t kind, std::string_view namespace_name);
std::string CatalogKey(std::uint8_t kind, std::string_view namespace_name, std::string_view name);
struct CatalogKeyParts {
  std::uint8_t kind = 0;
  std::string namespace_name;
  std::string name;
};
std::optional<CatalogKeyParts> ReadCatalogKey(std::string_view key);

}  // namespace tablerock
