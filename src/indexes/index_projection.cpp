#include "indexes/index_projection.h"

#include <algorithm>
#include <cassert>

#include "storage/key_codec.h"

namespace tablerock {
namespace {

bool IsKeyAttribute(const TableDescription& table, const SecondaryIndex& index, std::string_view name) {
  return index.key_schema.Has(name) || table.key_schema.Has(name);
}

// Calls `visit(KeyAttribute)` for each attribute of the table's and the index's key, each once.
template <typename Visit>
void ForEachKeyAttribute(const TableDescription& table, const SecondaryIndex& index, const Visit& visit) {
  for (const KeyAttribute& attribute : index.key_schema.partition_key) visit(attribute);
  for (const KeyAttribute& attribute : index.key_schema.sort_key) visit(attribute);
  for (const auto* attributes : {&table.key_schema.partition_key, &table.key_schema.sort_key}) {
    for (const KeyAttribute& attribute : *attributes) {
      if (!index.key_schema.Has(attribute.name)) visit(attribute);
    }
  }
}

std::size_t SizeOf(ItemView item, std::string_view name) {
  const auto value = item.Find(name);
  return value ? name.size() + value->size_bytes() : 0;
}

bool SameAttribute(ItemView a, ItemView b, std::string_view name) { return a.Find(name) == b.Find(name); }

}  // namespace

bool IsProjected(const TableDescription& table, const SecondaryIndex& index, std::string_view name) {
  if (index.projection.type == ProjectionType::kAll) return true;
  const auto& included = index.projection.non_key_attributes;
  return std::find(included.begin(), included.end(), name) != included.end() || IsKeyAttribute(table, index, name);
}

Item ProjectForIndex(const TableDescription& table, const SecondaryIndex& index, ItemView item) {
  ItemBuilder builder;
  for (const AttributeView attribute : item.attributes()) {
    if (IsProjected(table, index, attribute.name)) builder.Attribute(attribute.name, attribute.value);
  }
  return builder.TakeItem();
}

std::size_t IndexEntrySizeBytes(const TableDescription& table, const SecondaryIndex& index, ItemView item) {
  if (index.projection.type == ProjectionType::kAll) return item.size_bytes();
  std::size_t size = 0;
  ForEachKeyAttribute(table, index, [&](const KeyAttribute& attribute) { size += SizeOf(item, attribute.name); });
  for (const std::string& name : index.projection.non_key_attributes) {
    if (!IsKeyAttribute(table, index, name)) size += SizeOf(item, name);
  }
  return size;
}

bool SameProjection(const TableDescription& table, const SecondaryIndex& index, ItemView a, ItemView b) {
  if (index.projection.type == ProjectionType::kAll) return a == b;
  bool same = true;
  ForEachKeyAttribute(table, index,
                      [&](const KeyAttribute& attribute) { same = same && SameAttribute(a, b, attribute.name); });
  const auto& included = index.projection.non_key_attributes;
  return same && std::all_of(included.begin(), included.end(),
                             [&](const std::string& name) { return SameAttribute(a, b, name); });
}

ItemView IndexEntryReader::Read(std::string_view key, std::string_view value) {
  if (index_.projection.type != ProjectionType::kKeysOnly) return ItemView(value);
  const bool is_key = ReadIndexKey(key, index_.key_schema, table_.key_schema, builder_);
  assert(is_key);
  static_cast<void>(is_key);
  item_ = builder_.TakeItem();
  return item_;
}

}  // namespace tablerock
