// What stands for a value by itself, in a condition and in an update alike: paths, literals, parameters.
#pragma once

#include <optional>

#include "core/result.h"
#include "expressions/ast.h"
#include "partiql/statement_syntax.h"
#include "partiql/values.h"

namespace tablerock::partiql {

// The node of `expr`, and in `operands` what it refers to. Nothing if `expr` is none of these.
// Errors: those of PathOf, LiteralOf and ParameterOf; MISSING, which stands behind IS alone.
Result<std::optional<NodeIndex>> TranslateSimpleOperand(const StatementSyntax& syntax, const Expr& expr,
                                                        Parameters parameters, ExpressionNodes& nodes,
                                                        Operands& operands);

}  // namespace tablerock::partiql
