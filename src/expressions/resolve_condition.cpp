#include "expressions/resolve_condition.h"

#include <utility>

#include "expressions/condition_checks.h"
#include "expressions/operand_resolution.h"

namespace tablerock {
namespace {

// True for the node that completes a condition; operands and size() are parts of one.
bool CompletesComparison(const ExpressionNode& node) {
  switch (node.kind) {
    case NodeKind::kComparison:
    case NodeKind::kBetween:
    case NodeKind::kIn:
      return true;
    case NodeKind::kFunction:
      return node.function != Function::kSize;
    default:
      return false;
  }
}

}  // namespace

Result<Operands> ResolveConditionOperands(const ConditionSyntax& syntax, ExpressionPlaceholders& placeholders) {
  Operands operands;
  operands.paths.reserve(syntax.operands.paths.size());
  operands.values.reserve(syntax.operands.values.size());
  const ExpressionNodes& nodes = syntax.tree.nodes;
  const ConditionChecks checks(syntax.kind, nodes, operands);
  NodeIndex first = 0;  // of the condition at hand
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    const ExpressionNode& node = nodes[i];
    if (node.kind == NodeKind::kPath) {
      TABLEROCK_ASSIGN(DocumentPath path, ResolvePath(syntax.kind, syntax.operands.paths[node.first], placeholders));
      operands.AddPath(std::move(path));
    } else if (node.kind == NodeKind::kValue) {
      TABLEROCK_ASSIGN(const AttributeValueView value,
                       ResolveValue(syntax.kind, syntax.operands.values[node.first], placeholders));
      operands.AddValue(value);
    } else if (CompletesComparison(node)) {
      TABLEROCK_TRY(checks.CheckComparison(first, i));
      first = i + 1;
    } else if (node.kind != NodeKind::kFunction) {
      first = i + 1;
    }
  }
  TABLEROCK_TRY(CheckOperatorCount(syntax.kind, syntax.operator_count));
  return operands;
}

}  // namespace tablerock
