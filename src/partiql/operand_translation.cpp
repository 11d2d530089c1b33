#include "partiql/operand_translation.h"

#include <utility>

#include "partiql/errors.h"
#include "partiql/paths.h"

namespace tablerock::partiql {

Result<std::optional<NodeIndex>> TranslateSimpleOperand(const StatementSyntax& syntax, const Expr& expr,
                                                        Parameters parameters, ExpressionNodes& nodes,
                                                        Operands& operands) {
  if (IsReference(expr)) {
    TABLEROCK_ASSIGN(DocumentPath path, PathOf(syntax, expr));
    return std::optional(nodes.Path(operands.AddPath(std::move(path))));
  }
  if (IsLiteral(expr)) {
    TABLEROCK_ASSIGN(AttributeValue value, LiteralOf(syntax, expr));
    return std::optional(nodes.Value(operands.AddOwnedValue(std::move(value))));
  }
  if (expr.kind == ExprKind::kParameter) {
    TABLEROCK_ASSIGN(const AttributeValueView value, ParameterOf(expr, parameters));
    return std::optional(nodes.Value(operands.AddValue(value)));
  }
  if (expr.kind == ExprKind::kMissing) return MissingComparedWithoutIs();
  return std::optional<NodeIndex>();
}

}  // namespace tablerock::partiql
