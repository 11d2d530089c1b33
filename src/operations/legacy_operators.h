// The comparison operators of the legacy conditions: how many arguments of which types each takes, and the tree that it
// is.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "model/attribute_value.h"

namespace tablerock {

struct LegacyOperator {
  std::string_view name;
  std::size_t arguments_min;
  std::size_t arguments_max;
  // The datatypes of its arguments, of "S N B SS NS BS L M BOOL NULL".
  std::string_view argument_types;
  bool is_key_operator;  // KeyConditions may have it
};

// REQUIRES: the declared enum of ComparisonOperator has the name.
const LegacyOperator& LegacyOperatorNamed(std::string_view name);

struct LegacyOperation {
  const LegacyOperator* op = nullptr;
  std::vector<AttributeValueView> arguments;
};

// Errors: a wrong number of arguments, arguments of several types or of a type that the operator does not take, a
// BETWEEN whose bounds are the wrong way round.
Result<void> CheckArguments(const LegacyOperation& operation);

// The operation on the top-level attribute, as a node. The arguments' bytes outlive `operands`.
NodeIndex AppendLegacyOperation(const LegacyOperation& operation, std::string_view attribute, ExpressionNodes& nodes,
                                Operands& operands);

}  // namespace tablerock
