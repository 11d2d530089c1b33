// What a key condition's tree says, attribute by attribute.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/key_condition_expression.h"

namespace tablerock {

// One condition on one attribute: equality, or an operator of sort keys.
struct KeyAttributeCondition {
  std::string_view attribute;         // of a path in the operands
  std::optional<SortKeyOperator> op;  // nothing: equality
  AttributeValueView value;
  std::optional<AttributeValueView> upper;  // kBetween
};

// The conditions that a key condition joins by AND, the attribute on the left side of each.
// Errors: see KeyConditionExpression::CheckShape.
Result<std::vector<KeyAttributeCondition>> ListKeyConditions(const ConditionTree& tree, const Operands& operands);

}  // namespace tablerock
