// The resolve pass of conditions, for ConditionExpression and KeyConditionExpression.
#pragma once

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"

namespace tablerock {

// What the operands of `syntax` mean in the request. Condition by condition, in the order of the text: undefined
// placeholders, then what ConditionChecks looks at; at the end the number of operators.
Result<Operands> ResolveConditionOperands(const ConditionSyntax& syntax, ExpressionPlaceholders& placeholders);

}  // namespace tablerock
