// The resolve pass of updates.
#pragma once

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"

namespace tablerock {

// What the operands of `syntax` mean in the request. In the service's order of checks: undefined names, undefined
// values, clashing paths, operands of ADD and DELETE, operands of functions, + and -; at the end the number of
// operators.
Result<Operands> ResolveUpdateOperands(const UpdateSyntax& syntax, ExpressionPlaceholders& placeholders);

}  // namespace tablerock
