#include "wire/inputs/member_binding.h"

#include <utility>

#include "json/value_errors.h"

namespace tablerock {

std::string BindText(const InputValue& value) { return value ? std::string(value.text()) : std::string(); }

std::optional<std::string> BindOptionalText(const InputValue& value) {
  if (!value) return std::nullopt;
  return std::string(value.text());
}

std::optional<std::int64_t> BindOptionalInteger(const InputValue& value) {
  if (!value) return std::nullopt;
  return value.integer();
}

std::optional<bool> BindOptionalFlag(const InputValue& value) {
  if (!value) return std::nullopt;
  return value.boolean();
}

std::vector<std::string> BindTexts(const InputValue& value) {
  std::vector<std::string> texts;
  if (!value) return texts;
  for (const InputValue& element : value.elements()) texts.emplace_back(element.text());
  return texts;
}

ItemInput BindItem(const InputValue& value) {
  ItemInput input;
  if (!value) return input;
  DecodedItem& decoded = value.attributes();
  input.item = std::move(decoded.item);
  input.value_error = std::move(decoded.findings.error);
  if (!input.value_error && decoded.findings.nested_too_deep) input.value_error = value_errors::NestedTooDeep();
  return input;
}

ExpressionAttributesInput BindExpressionAttributes(const InputValue& names, const InputValue& values) {
  ExpressionAttributesInput input;
  if (names) {
    input.names.emplace();
    for (const InputEntry& entry : names.entries()) {
      input.names->push_back({std::string(entry.key), std::string(entry.value.text())});
    }
  }
  if (!values) return input;
  input.values.emplace();
  for (const InputEntry& entry : values.entries()) {
    DecodedValue& decoded = entry.value.attribute_value();
    input.values->push_back({std::string(entry.key), std::move(decoded.value)});
    input.values_nested_too_deep = input.values_nested_too_deep || decoded.findings.nested_too_deep;
    if (!decoded.findings.error || input.value_error) continue;
    input.value_error = std::move(decoded.findings.error);
    input.value_error_placeholder = entry.key;
  }
  return input;
}

ReturnValues BindReturnValues(const InputValue& value) {
  if (!value) return ReturnValues::kNone;
  const std::string_view text = value.text();
  return text == "ALL_OLD"       ? ReturnValues::kAllOld
         : text == "UPDATED_OLD" ? ReturnValues::kUpdatedOld
         : text == "ALL_NEW"     ? ReturnValues::kAllNew
         : text == "UPDATED_NEW" ? ReturnValues::kUpdatedNew
                                 : ReturnValues::kNone;
}

ReturnConsumedCapacity BindReturnConsumedCapacity(const InputValue& value) {
  if (!value) return ReturnConsumedCapacity::kNone;
  return value.text() == "TOTAL"     ? ReturnConsumedCapacity::kTotal
         : value.text() == "INDEXES" ? ReturnConsumedCapacity::kIndexes
                                     : ReturnConsumedCapacity::kNone;
}

ReturnItemCollectionMetrics BindReturnItemCollectionMetrics(const InputValue& value) {
  return value && value.text() == "SIZE" ? ReturnItemCollectionMetrics::kSize : ReturnItemCollectionMetrics::kNone;
}

ReturnValuesOnConditionCheckFailure BindReturnValuesOnConditionCheckFailure(const InputValue& value) {
  return value && value.text() == "ALL_OLD" ? ReturnValuesOnConditionCheckFailure::kAllOld
                                            : ReturnValuesOnConditionCheckFailure::kNone;
}

}  // namespace tablerock
