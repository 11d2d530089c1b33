#include "storage/key_codec.h"

#include <array>
#include <cassert>
#include <utility>

#include "core/limits.h"

namespace tablerock {
namespace {

// Persisted (FORMAT.md): never change these.
constexpr char kExpiryKind = 'E';
constexpr char kCountersKind = 'T';
constexpr char kItemCollectionKind = 'C';
constexpr char kTokenKind = 'K';
constexpr std::uint32_t kTableItself = 0;  // in place of an index id
constexpr std::uint64_t kSignBit = 1ULL << 63U;

constexpr std::size_t kTableIdBytes = 4;
constexpr std::size_t kItemPrefixBytes = 12;   // table id, hash64
constexpr std::size_t kIndexPrefixBytes = 16;  // table id, index id, hash64

// The values of key attributes in an item.
class KeyValues {
 public:
  // False if one is missing or has another type.
  bool Find(ItemView item, const std::vector<KeyAttribute>& attributes) {
    assert(attributes.size() <= values_.size());
    for (const KeyAttribute& attribute : attributes) {
      const auto value = item.Find(attribute.name);
      if (!value || value->type() != attribute.type) return false;
      values_[count_++] = *value;
    }
    return true;
  }
  std::span<const AttributeValueView> view() const { return {values_.data(), count_}; }

 private:
  static constexpr AttributeValueView kNone{std::string_view()};
  std::array<AttributeValueView, limits::kKeyAttributesMax> values_{kNone, kNone, kNone, kNone};
  std::size_t count_ = 0;
};

// About how many bytes the encoded values take; text with many zero bytes takes more.
std::size_t ReservedBytes(std::span<const AttributeValueView> values) {
  std::size_t bytes = 0;
  for (const AttributeValueView value : values) bytes += value.encoded().size() + 2;
  return bytes;
}

bool SkipKeyValues(std::string_view& bytes, const std::vector<KeyAttribute>& attributes) {
  for (const KeyAttribute& attribute : attributes) {
    if (!SkipKeyValue(bytes, attribute.type)) return false;
  }
  return true;
}

bool ReadKeyAttributes(std::string_view& bytes, const KeySchema& schema, ItemBuilder& out) {
  for (const auto* attributes : {&schema.partition_key, &schema.sort_key}) {
    for (const KeyAttribute& attribute : *attributes) {
      if (!ReadKeyAttribute(bytes, attribute, out)) return false;
    }
  }
  return true;
}

std::string KindPrefix(char kind, std::uint32_t table_id) {
  std::string prefix(1, kind);
  AppendBigEndian(prefix, table_id);
  return prefix;
}

}  // namespace

// ---- family items

std::uint32_t ItemKey::table_id() const {
  std::string_view rest = bytes_;
  std::uint32_t id = 0;
  ReadBigEndian(rest, id);
  return id;
}

std::uint64_t ItemKey::hash() const { return HashOfItemKey(bytes_); }

std::optional<ItemKey> TryEncodeItemKey(std::uint32_t table_id, const KeySchema& schema, ItemView item) {
  KeyValues partition;
  KeyValues sort;
  if (!partition.Find(item, schema.partition_key) || !sort.Find(item, schema.sort_key)) return std::nullopt;
  ItemKey key;
  key.bytes_.reserve(kItemPrefixBytes + ReservedBytes(partition.view()) + ReservedBytes(sort.view()));
  AppendBigEndian(key.bytes_, table_id);
  AppendHashedPartitionKey(key.bytes_, partition.view());
  key.partition_end_ = key.bytes_.size();
  for (const AttributeValueView value : sort.view()) AppendKeyValue(key.bytes_, value);
  return key;
}

ItemKey EncodeItemKey(std::uint32_t table_id, const KeySchema& schema, ItemView item) {
  auto key = TryEncodeItemKey(table_id, schema, item);
  assert(key);
  return *std::move(key);
}

std::optional<ItemKey> ItemKeyOfBaseKey(std::uint32_t table_id, const KeySchema& schema, std::string_view base_key) {
  std::string_view rest = base_key;
  if (!SkipKeyValues(rest, schema.partition_key)) return std::nullopt;
  const std::string_view partition_key = base_key.substr(0, base_key.size() - rest.size());
  if (!SkipKeyValues(rest, schema.sort_key) || !rest.empty()) return std::nullopt;
  ItemKey key;
  key.bytes_.reserve(kItemPrefixBytes + base_key.size());
  AppendBigEndian(key.bytes_, table_id);
  AppendBigEndian(key.bytes_,
                  HashOfKeyValues(partition_key, schema.partition_key.size(), schema.partition_key.front().type));
  key.bytes_ += base_key;
  key.partition_end_ = kItemPrefixBytes + partition_key.size();
  return key;
}

bool ReadItemKey(std::string_view item_key, const KeySchema& schema, ItemBuilder& out) {
  if (item_key.size() < kItemPrefixBytes) return false;
  item_key.remove_prefix(kItemPrefixBytes);
  return ReadKeyAttributes(item_key, schema, out) && item_key.empty();
}

std::uint64_t HashOfItemKey(std::string_view item_key) {
  assert(item_key.size() >= kItemPrefixBytes);
  item_key.remove_prefix(kTableIdBytes);
  std::uint64_t hash = 0;
  ReadBigEndian(item_key, hash);
  return hash;
}

// ---- family indexes

std::string EncodeIndexKey(std::uint32_t table_id, std::uint32_t index_id,
                           std::span<const AttributeValueView> partition_key,
                           std::span<const AttributeValueView> sort_key, std::string_view base_key) {
  std::string key;
  key.reserve(kIndexPrefixBytes + ReservedBytes(partition_key) + ReservedBytes(sort_key) + base_key.size());
  AppendBigEndian(key, table_id);
  AppendBigEndian(key, index_id);
  AppendHashedPartitionKey(key, partition_key);
  for (const AttributeValueView value : sort_key) AppendKeyValue(key, value);
  key += base_key;
  return key;
}

std::optional<std::string> TryEncodeIndexKey(std::uint32_t table_id, std::uint32_t index_id,
                                             const KeySchema& index_schema, ItemView item, std::string_view base_key) {
  KeyValues partition;
  KeyValues sort;
  if (!partition.Find(item, index_schema.partition_key) || !sort.Find(item, index_schema.sort_key)) return std::nullopt;
  return EncodeIndexKey(table_id, index_id, partition.view(), sort.view(), base_key);
}

bool ReadIndexKey(std::string_view index_key, const KeySchema& index_schema, const KeySchema& table_schema,
                  ItemBuilder& out) {
  if (index_key.size() < kIndexPrefixBytes) return false;
  index_key.remove_prefix(kIndexPrefixBytes);
  if (!ReadKeyAttributes(index_key, index_schema, out)) return false;
  for (const auto* attributes : {&table_schema.partition_key, &table_schema.sort_key}) {
    for (const KeyAttribute& attribute : *attributes) {
      const bool read = index_schema.Has(attribute.name) ? SkipKeyValue(index_key, attribute.type)
                                                         : ReadKeyAttribute(index_key, attribute, out);
      if (!read) return false;
    }
  }
  return index_key.empty();
}

std::optional<std::string_view> BaseKeyOfIndexKey(std::string_view index_key, const KeySchema& index_schema) {
  if (index_key.size() < kIndexPrefixBytes) return std::nullopt;
  index_key.remove_prefix(kIndexPrefixBytes);
  if (!SkipKeyValues(index_key, index_schema.partition_key)) return std::nullopt;
  if (!SkipKeyValues(index_key, index_schema.sort_key)) return std::nullopt;
  return index_key;
}

// ---- family changes

std::string ChangePrefix(std::uint32_t table_id, std::uint32_t shard) { return IndexPrefix(table_id, shard); }

std::string ChangeKey(std::uint32_t table_id, std::uint32_t shard, std::uint64_t sequence_number) {
  std::string key = ChangePrefix(table_id, shard);
  AppendBigEndian(key, sequence_number);
  return key;
}

std::optional<ChangeKeyParts> ReadChangeKey(std::string_view key) {
  ChangeKeyParts parts;
  if (!ReadBigEndian(key, parts.table_id) || !ReadBigEndian(key, parts.shard) ||
      !ReadBigEndian(key, parts.sequence_number) || !key.empty()) {
    return std::nullopt;
  }
  return parts;
}

// ---- family derived

std::string ExpiryPrefix(std::uint32_t table_id) { return KindPrefix(kExpiryKind, table_id); }

std::string ExpiryKey(std::uint32_t table_id, std::int64_t epoch_second, std::string_view base_key) {
  std::string key = ExpiryPrefix(table_id);
  AppendBigEndian(key, static_cast<std::uint64_t>(epoch_second) ^ kSignBit);
  key += base_key;
  return key;
}

std::optional<ExpiryKeyParts> ReadExpiryKey(std::string_view key) {
  if (key.empty() || key.front() != kExpiryKind) return std::nullopt;
  key.remove_prefix(1);
  ExpiryKeyParts parts;
  std::uint64_t second = 0;
  if (!ReadBigEndian(key, parts.table_id) || !ReadBigEndian(key, second)) return std::nullopt;
  parts.epoch_second = static_cast<std::int64_t>(second ^ kSignBit);
  parts.base_key = key;
  return parts;
}

std::string CountersPrefix(std::uint32_t table_id) { return KindPrefix(kCountersKind, table_id); }
std::string TableCountersKey(std::uint32_t table_id) { return IndexCountersKey(table_id, kTableItself); }

std::string IndexCountersKey(std::uint32_t table_id, std::uint32_t index_id) {
  std::string key = CountersPrefix(table_id);
  AppendBigEndian(key, index_id);
  return key;
}

std::string ItemCollectionSizePrefix(std::uint32_t table_id) { return KindPrefix(kItemCollectionKind, table_id); }

std::string ItemCollectionSizeKey(const ItemKey& key) {
  std::string size_key = ItemCollectionSizePrefix(key.table_id());
  size_key += key.partition_key();
  return size_key;
}

std::string ClientRequestTokenPrefix() { return std::string(1, kTokenKind); }

std::string ClientRequestTokenPrefix(std::string_view namespace_name) {
  std::string prefix = ClientRequestTokenPrefix();
  AppendKeyText(prefix, namespace_name);
  return prefix;
}

std::string ClientRequestTokenKey(std::string_view namespace_name, std::string_view token) {
  std::string key = ClientRequestTokenPrefix(namespace_name);
  AppendKeyText(key, token);
  return key;
}

// ---- family catalog

std::string CatalogPrefix(std::uint8_t kind) { return std::string(1, static_cast<char>(kind)); }

std::string CatalogPrefix(std::uint8_t kind, std::string_view namespace_name) {
  std::string prefix = CatalogPrefix(kind);
  AppendKeyText(prefix, namespace_name);
  return prefix;
}

std::string CatalogKey(std::uint8_t kind, std::string_view namespace_name, std::string_view name) {
  std::string key = CatalogPrefix(kind, namespace_name);
  AppendKeyText(key, name);
  return key;
}

std::optional<CatalogKeyParts> ReadCatalogKey(std::string_view key) {
  if (key.empty()) return std::nullopt;
  CatalogKeyParts parts;
  parts.kind = static_cast<std::uint8_t>(key.front());
  key.remove_prefix(1);
  auto namespace_name = ReadKeyText(key);
  auto name = namespace_name ? ReadKeyText(key) : std::nullopt;
  if (!name || !key.empty()) return std::nullopt;
  parts.namespace_name = std::move(*namespace_name);
  parts.name = std::move(*name);
  return parts;
}

}  // namespace tablerock
