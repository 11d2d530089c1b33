// The bindings of the parameters from before expressions.
#include <algorithm>
#include <utility>

#include "json/value_errors.h"
#include "wire/inputs/member_binding.h"

namespace tablerock {
namespace {

// Moves the value out of the document, and notes what is wrong with it if nothing was before.
AttributeValue TakeValue(const InputValue& value, std::optional<ApiError>& error) {
  DecodedValue& decoded = value.attribute_value();
  if (!error) error = std::move(decoded.findings.error);
  if (!error && decoded.findings.nested_too_deep) error = value_errors::NestedTooDeep();
  return std::move(decoded.value);
}

bool HasMember(const InputStructure& structure, std::string_view name) {
  const auto members = MembersOf(structure.shape());
  return std::any_of(members.begin(), members.end(), [&](const Member& member) { return member.name == name; });
}

LegacyComparison BindComparison(const InputEntry& entry) {
  const InputStructure& request = entry.value.structure();
  LegacyComparison comparison;
  comparison.attribute = entry.key;
  comparison.comparison_operator = BindOptionalText(request["ComparisonOperator"]);
  if (const InputValue& list = request["AttributeValueList"]) {
    comparison.attribute_value_list.emplace();
    for (const InputValue& element : list.elements()) {
      comparison.attribute_value_list->push_back(TakeValue(element, comparison.value_error));
    }
  }
  if (!HasMember(request, "Exists")) return comparison;  // a Condition, not an ExpectedAttributeValue
  comparison.exists = BindOptionalFlag(request["Exists"]);
  if (const InputValue& value = request["Value"]) comparison.value = TakeValue(value, comparison.value_error);
  return comparison;
}

}  // namespace

std::optional<std::vector<std::string>> BindOptionalTexts(const InputValue& value) {
  if (!value) return std::nullopt;
  return BindTexts(value);
}

LegacyConditions BindLegacyConditions(const InputValue& comparisons, const InputValue& conditional_operator) {
  LegacyConditions conditions;
  conditions.conditional_operator = BindOptionalText(conditional_operator);
  if (!comparisons) return conditions;
  conditions.comparisons.emplace();
  for (const InputEntry& entry : comparisons.entries()) conditions.comparisons->push_back(BindComparison(entry));
  return conditions;
}

std::optional<std::vector<LegacyUpdate>> BindAttributeUpdates(const InputValue& value) {
  if (!value) return std::nullopt;
  std::vector<LegacyUpdate> updates;
  for (const InputEntry& entry : value.entries()) {
    const InputStructure& request = entry.value.structure();
    LegacyUpdate& update = updates.emplace_back();
    update.attribute = entry.key;
    update.action = BindOptionalText(request["Action"]);
    if (const InputValue& given = request["Value"]) update.value = TakeValue(given, update.value_error);
  }
  return updates;
}

}  // namespace tablerock
