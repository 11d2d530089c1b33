#include "operations/item_keys.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/limits.h"
#include "expressions/errors.h"
#include "model/item_builder.h"

namespace tablerock {
namespace {

ApiError SchemaMismatch() { return ApiError::Validation("The provided key element does not match the schema"); }

// behaviours.md row 15; "of2048" is the service's.
Result<void> CheckKeySize(const KeySchema& schema, ItemView item) {
  if (item.Find(schema.partition_key.front().name)->size_bytes() > limits::kPartitionKeySizeBytesMax) {
    return ApiError::InvalidParameterValues("Size of hashkey has exceeded the maximum size limit of2048 bytes");
  }
  if (!schema.sort_key.empty() &&
      item.Find(schema.sort_key.front().name)->size_bytes() > limits::kSortKeySizeBytesMax) {
    return ApiError::InvalidParameterValues(
        "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
  }
  return {};
}

ApiError PathIntoKey(std::string_view what, const std::string& attribute) {
  std::string text = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
  return ApiError::Validation(text.append(what).append(": ").append(attribute));
}

bool HasIndexKey(const std::vector<SecondaryIndex>& indexes, const std::string& attribute) {
  return std::any_of(indexes.begin(), indexes.end(),
                     [&](const SecondaryIndex& index) { return index.key_schema.Has(attribute); });
}

Result<void> CheckPutAttribute(const KeyAttribute& attribute, ItemView item) {
  const auto value = item.Find(attribute.name);
  if (!value) return ApiError::InvalidParameterValues("Missing the key " + attribute.name + " in the item");
  if (value->type() != attribute.type) {
    return ApiError::InvalidParameterValues("Type mismatch for key " + attribute.name +
                                            " expected: " + std::string(NameOf(attribute.type)) +
                                            " actual: " + std::string(NameOf(value->type())));
  }
  return CheckKeyNotEmpty(attribute, *value);
}

Result<void> CheckKeyAttribute(const KeyAttribute& attribute, ItemView key) {
  const auto value = key.Find(attribute.name);
  if (!value || value->type() != attribute.type) return SchemaMismatch();
  return CheckKeyNotEmpty(attribute, *value);
}

}  // namespace

Result<ItemKey> KeyOfItem(const TableDescription& table, ItemView item) {
  for (const KeyAttribute& attribute : table.key_schema.partition_key)
    TABLEROCK_TRY(CheckPutAttribute(attribute, item));
  for (const KeyAttribute& attribute : table.key_schema.sort_key) TABLEROCK_TRY(CheckPutAttribute(attribute, item));
  TABLEROCK_TRY(CheckKeySize(table.key_schema, item));
  return EncodeItemKey(table.id, table.key_schema, item);
}

Result<ItemKey> KeyOfKeyParameter(const TableDescription& table, ItemView key) {
  if (key.attributes().count() != table.key_schema.size()) return SchemaMismatch();
  for (const KeyAttribute& attribute : table.key_schema.partition_key) TABLEROCK_TRY(CheckKeyAttribute(attribute, key));
  for (const KeyAttribute& attribute : table.key_schema.sort_key) TABLEROCK_TRY(CheckKeyAttribute(attribute, key));
  TABLEROCK_TRY(CheckKeySize(table.key_schema, key));
  return EncodeItemKey(table.id, table.key_schema, key);
}

Result<void> CheckKeyNotEmpty(const KeyAttribute& attribute, AttributeValueView value) {
  if (attribute.type == AttributeType::kNumber || !value.text().empty()) return {};
  return expression_errors::EmptyKeyValue(attribute).Told(InTransaction::kAlone);
}

Result<void> CheckKeysAreWhole(const TableDescription& table, std::span<const DocumentPath> paths) {
  for (const DocumentPath& path : paths) {
    if (path.is_top_level()) continue;
    if (table.key_schema.Has(path.attribute)) return PathIntoKey("Key", path.attribute);
    if (HasIndexKey(table.global_indexes, path.attribute) || HasIndexKey(table.local_indexes, path.attribute)) {
      return PathIntoKey("IndexKey", path.attribute);
    }
  }
  return {};
}

Result<void> CheckItemSize(ItemView item) {
  if (item.size_bytes() <= limits::kItemSizeBytesMax) return {};
  return ApiError::Validation("Item size has exceeded the maximum allowed size");
}

Item KeyAttributesOf(const TableDescription& table, ItemView item) {
  ItemBuilder builder;
  for (const auto* part : {&table.key_schema.partition_key, &table.key_schema.sort_key}) {
    for (const KeyAttribute& attribute : *part) {
      if (const auto value = item.Find(attribute.name)) builder.Attribute(attribute.name, *value);
    }
  }
  return builder.TakeItem();
}

}  // namespace tablerock
