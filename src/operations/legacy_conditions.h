// From Expected, QueryFilter, ScanFilter and KeyConditions to the tree of a condition.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/condition_expression.h"
#include "expressions/key_condition_expression.h"
#include "expressions/projection_expression.h"
#include "operations/legacy_inputs.h"

namespace tablerock {

// A parameter of the request by its name, and whether the request has it.
struct NamedParameter {
  std::string_view name;
  bool given;
};
// Error: "Can not use both expression and non-expression parameters in the same request: …". behaviours.md row 28.
Result<void> CheckNotMixed(std::initializer_list<NamedParameter> legacy,
                           std::initializer_list<NamedParameter> expressions);

// Nothing where the request has no Expected. Errors: members that exclude each other, wrong number or type of
// arguments.
Result<std::optional<ConditionExpression>> ConditionOfExpected(const LegacyConditions& expected);
// The same for QueryFilter and ScanFilter.
Result<std::optional<ConditionExpression>> ConditionOfFilter(const LegacyConditions& filter);
// REQUIRES: `conditions.comparisons` is there.
Result<KeyConditionExpression> KeyConditionOf(const LegacyConditions& conditions);

// Nothing where the request has no AttributesToGet. Error: an attribute that is named twice.
Result<std::optional<ProjectionExpression>> ProjectionOfAttributesToGet(
    const std::optional<std::vector<std::string>>& attributes_to_get);

}  // namespace tablerock
