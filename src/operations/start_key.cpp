#include "operations/start_key.h"

#include <algorithm>
#include <array>
#include <compare>
#include <string>
#include <string_view>

#include "expressions/compare.h"
#include "model/item_builder.h"
#include "operations/item_keys.h"

namespace tablerock {
namespace {

constexpr std::string_view kInvalid = "The provided starting key is invalid";
constexpr std::string_view kSchemaMismatch = "The provided key element does not match the schema";

ApiError Invalid() { return ApiError::Validation(std::string(kInvalid)); }
ApiError InvalidSchemaMismatch() {
  return ApiError::Validation(std::string(kInvalid) + ": " + std::string(kSchemaMismatch));
}

std::size_t KeyAttributeCount(const ReadTarget& target) {
  std::size_t count = target.key_schema().size();
  if (target.index == nullptr) return count;
  for (const auto* part : {&target.description().key_schema.partition_key, &target.description().key_schema.sort_key}) {
    for (const KeyAttribute& attribute : *part) count += target.index->key_schema.Has(attribute.name) ? 0 : 1;
  }
  return count;
}

bool HasEachOf(ItemView start_key, const std::vector<KeyAttribute>& part) {
  return std::all_of(part.begin(), part.end(), [&](const KeyAttribute& attribute) {
    const auto value = start_key.Find(attribute.name);
    return value && value->type() == attribute.type;
  });
}

bool IsInSortKeyRange(AttributeValueView value, const SortKeyRange& range) {
  switch (range.op) {
    case SortKeyOperator::kLess:
      return std::is_lt(CompareScalars(value, range.value));
    case SortKeyOperator::kLessOrEqual:
      return std::is_lteq(CompareScalars(value, range.value));
    case SortKeyOperator::kGreater:
      return std::is_gt(CompareScalars(value, range.value));
    case SortKeyOperator::kGreaterOrEqual:
      return std::is_gteq(CompareScalars(value, range.value));
    case SortKeyOperator::kBetween:
      return std::is_gteq(CompareScalars(value, range.value)) && std::is_lteq(CompareScalars(value, *range.upper));
    case SortKeyOperator::kBeginsWith:
      return value.text().starts_with(range.value.text());
  }
  return false;
}

bool HasValues(ItemView start_key, const std::vector<KeyAttribute>& attributes,
               const std::vector<AttributeValueView>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (start_key.Find(attributes[i].name) != values[i]) return false;
  }
  return true;
}

}  // namespace

Result<void> CheckStartKeyValues(const std::optional<ItemInput>& start_key) {
  if (!start_key || !start_key->value_error) return {};
  // The service puts its introduction before some of these texts only.
  constexpr std::array<std::string_view, 5> kBare{"contains duplicates", "number set", "numeric value",
                                                  "significant digits", "number with magnitude"};
  const std::string& text = start_key->value_error->classic();
  const bool is_bare = std::any_of(kBare.begin(), kBare.end(),
                                   [&](std::string_view part) { return text.find(part) != std::string::npos; });
  if (is_bare) return *start_key->value_error;
  return start_key->value_error->WithPrefix(std::string(kInvalid) + ": ");
}

Result<void> CheckStartKeyPart(ItemView start_key, const std::vector<KeyAttribute>& part) {
  for (const KeyAttribute& attribute : part) {
    const auto value = start_key.Find(attribute.name);
    if (!value) return Invalid();
    if (value->type() != attribute.type) return ApiError::Validation(std::string(kSchemaMismatch));
    TABLEROCK_TRY(CheckKeyNotEmpty(attribute, *value));
  }
  return {};
}

Result<void> CheckStartKeyOfTable(const ReadTarget& target, ItemView start_key) {
  const KeySchema& schema = target.description().key_schema;
  if (!HasEachOf(start_key, schema.partition_key) || !HasEachOf(start_key, schema.sort_key)) {
    return InvalidSchemaMismatch();
  }
  return {};
}

Result<void> CheckQueryStartKeyCount(const ReadTarget& target, ItemView start_key) {
  if (start_key.attributes().count() != KeyAttributeCount(target)) return Invalid();
  return {};
}

Result<void> CheckScanStartKey(const ReadTarget& target, ItemView start_key) {
  if (target.index != nullptr) {
    TABLEROCK_TRY(CheckQueryStartKeyCount(target, start_key));
    TABLEROCK_TRY(CheckStartKeyPart(start_key, target.key_schema().partition_key));
    TABLEROCK_TRY(CheckStartKeyPart(start_key, target.key_schema().sort_key));
    return CheckStartKeyOfTable(target, start_key);
  }
  if (start_key.attributes().count() != KeyAttributeCount(target) || !CheckStartKeyOfTable(target, start_key)) {
    return ApiError(ErrorType::kValidation, InvalidSchemaMismatch().classic(), std::string(kInvalid));
  }
  TABLEROCK_TRY(CheckStartKeyPart(start_key, target.key_schema().partition_key));
  return CheckStartKeyPart(start_key, target.key_schema().sort_key);
}

Result<void> CheckStartKeyInRange(const KeySchema& key_schema, const KeyRange& range, ItemView start_key) {
  const bool has_sort_condition = !range.sort_key_prefix.empty() || range.sort_key_range;
  bool in_sort_range = HasValues(start_key, key_schema.sort_key, range.sort_key_prefix);
  if (in_sort_range && range.sort_key_range) {
    const KeyAttribute& attribute = key_schema.sort_key[range.sort_key_prefix.size()];
    in_sort_range = IsInSortKeyRange(*start_key.Find(attribute.name), *range.sort_key_range);
  }
  if (!in_sort_range) {
    return ApiError::Validation("The provided starting key does not match the range key predicate");
  }
  if (HasValues(start_key, key_schema.partition_key, range.partition_key)) return {};
  // Surprising, but recorded: with a condition on the sort key, another partition key is told so.
  if (has_sort_condition) return ApiError::Validation("The query can return at most one row and cannot be restarted");
  return ApiError::Validation("The provided starting key is outside query boundaries based on provided conditions");
}

Item LastEvaluatedKeyOf(const ReadTarget& target, ItemView item) {
  ItemBuilder builder;
  for (const AttributeView attribute : item.attributes()) {
    if (target.IsKeyAttribute(attribute.name)) builder.Attribute(attribute.name, attribute.value);
  }
  return builder.TakeItem();
}

}  // namespace tablerock
