#include "indexes/index_keys.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace tablerock {
namespace {

bool IsEmptyText(AttributeValueView value) { return value.type() != AttributeType::kNumber && value.text().empty(); }

ApiError TypeMismatch(const SecondaryIndex& index, const KeyAttribute& attribute, AttributeType actual) {
  std::string text = "Type mismatch for Index Key " + attribute.name;
  text += " Expected: ";
  text += NameOf(attribute.type);
  text += " Actual: ";
  text += NameOf(actual);
  text += " IndexName: " + index.name;
  return ApiError::InvalidParameterValues(text);
}

ApiError EmptyValue(const SecondaryIndex& index, const KeyAttribute& attribute, IndexKeySource source) {
  const bool updated = source == IndexKeySource::kUpdate;
  std::string text = "One or more parameter values are not valid. ";
  text += updated ? "The update expression attempted to update a secondary index key to a value that is not supported. "
                  : "A value specified for a secondary index key is not supported. ";
  text += "The AttributeValue for a key attribute cannot contain an empty ";
  text += attribute.type == AttributeType::kString ? "string" : "binary";
  text += " value.";
  if (!updated) text += " IndexName: " + index.name + ", IndexKey: " + attribute.name;
  return ApiError::Validation(std::move(text)).Told(InTransaction::kAlone);
}

// "of2048" is the service's.
ApiError PartitionKeyTooLong() {
  return ApiError::InvalidParameterValues("Size of hashkey has exceeded the maximum size limit of2048 bytes");
}

ApiError SortKeyTooLong() {
  return ApiError::InvalidParameterValues(
      "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
}

// Adds the values' sizes to `size_bytes`. Sets `changed` if `previous` has not all of the same values.
Result<void> CheckAttributes(const SecondaryIndex& index, const std::vector<KeyAttribute>& attributes, ItemView item,
                             ItemView previous, IndexKeySource source, std::size_t& size_bytes, bool& changed) {
  for (const KeyAttribute& attribute : attributes) {
    const auto value = item.Find(attribute.name);
    if (!value) continue;
    if (!previous.empty()) {
      const auto before = previous.Find(attribute.name);
      if (before && *before == *value) {
        if (IsScalarText(value->type())) size_bytes += value->size_bytes();
        continue;
      }
    }
    changed = true;
    if (value->type() != attribute.type) return TypeMismatch(index, attribute, value->type());
    if (IsEmptyText(*value)) return EmptyValue(index, attribute, source);
    size_bytes += value->size_bytes();
  }
  return {};
}

Result<void> CheckIndex(const SecondaryIndex& index, ItemView item, ItemView previous, IndexKeySource source) {
  std::size_t size_bytes = 0;
  bool changed = false;
  TABLEROCK_TRY(CheckAttributes(index, index.key_schema.partition_key, item, previous, source, size_bytes, changed));
  if (changed && size_bytes > limits::kPartitionKeySizeBytesMax) return PartitionKeyTooLong();
  size_bytes = 0;
  changed = false;
  TABLEROCK_TRY(CheckAttributes(index, index.key_schema.sort_key, item, previous, source, size_bytes, changed));
  if (changed && size_bytes > limits::kSortKeySizeBytesMax) return SortKeyTooLong();
  return {};
}

template <std::size_t... kPositions>
std::array<AttributeValueView, sizeof...(kPositions)> NoValues(std::index_sequence<kPositions...>) {
  return {((void)kPositions, AttributeValueView(std::string_view()))...};
}

}  // namespace

IndexKeyValues::IndexKeyValues() : values_(NoValues(std::make_index_sequence<2 * limits::kKeyAttributesMax>())) {}

std::optional<IndexKeyValues> IndexKeyValues::Of(const SecondaryIndex& index, ItemView item) {
  if (item.empty()) return std::nullopt;
  IndexKeyValues values;
  if (!values.Append(item, index.key_schema.partition_key, limits::kPartitionKeySizeBytesMax)) return std::nullopt;
  values.partition_key_count_ = values.count_;
  if (!values.Append(item, index.key_schema.sort_key, limits::kSortKeySizeBytesMax)) return std::nullopt;
  return values;
}

bool IndexKeyValues::Append(ItemView item, std::span<const KeyAttribute> attributes, std::size_t size_bytes_max) {
  std::size_t size_bytes = 0;
  for (const KeyAttribute& attribute : attributes) {
    const auto value = item.Find(attribute.name);
    if (!value || value->type() != attribute.type || IsEmptyText(*value)) return false;
    size_bytes += value->size_bytes();
    values_[count_++] = *value;
  }
  return size_bytes <= size_bytes_max;
}

bool operator==(const IndexKeyValues& a, const IndexKeyValues& b) {
  const auto left = a.all();
  const auto right = b.all();
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

Result<void> CheckIndexKeys(const TableDescription& table, ItemView item, ItemView previous, IndexKeySource source) {
  const SecondaryIndex* refusing = nullptr;
  std::optional<ApiError> error;
  for (const auto* indexes : {&table.global_indexes, &table.local_indexes}) {
    for (const SecondaryIndex& index : *indexes) {
      if (!IsMaintained(index) || (refusing != nullptr && refusing->name < index.name)) continue;
      Result<void> checked = CheckIndex(index, item, previous, source);
      if (checked) continue;
      refusing = &index;
      error = std::move(checked).error();
    }
  }
  if (error) return *std::move(error);
  return {};
}

}  // namespace tablerock
