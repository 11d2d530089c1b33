#include "expressions/resolve_update.h"

#include <optional>
#include <string>
#include <utility>

#include "expressions/errors.h"
#include "expressions/operand_resolution.h"
#include "expressions/path_conflicts.h"

namespace tablerock {
namespace {

ApiError Invalid(std::string_view text) { return expression_errors::Invalid(ExpressionKind::kUpdate, text); }

// How the messages about ADD and DELETE call the types.
std::string_view LongNameOf(AttributeType type) {
  switch (type) {
    case AttributeType::kString:
      return "STRING";
    case AttributeType::kNumber:
      return "NUMBER";
    case AttributeType::kBinary:
      return "BINARY";
    case AttributeType::kFalse:
    case AttributeType::kTrue:
      return "BOOLEAN";
    case AttributeType::kList:
      return "LIST";
    case AttributeType::kMap:
      return "MAP";
    default:
      return NameOf(type);
  }
}

Result<void> CheckActionTypes(const UpdateTree& tree, const Operands& operands) {
  for (const UpdateAction& action : tree.actions) {
    if (action.clause != UpdateClause::kAdd && action.clause != UpdateClause::kDelete) continue;
    const AttributeType type = operands.values[tree.nodes[action.value].first].type();
    if (IsSet(type) || (action.clause == UpdateClause::kAdd && type == AttributeType::kNumber)) continue;
    const std::string name(NameOf(action.clause));
    std::string text = "Incorrect operand type for operator or function; operator: ";
    text.append(name).append(", operand type: ").append(LongNameOf(type));
    text.append(", typeSet: ALLOWED_FOR_").append(name).append("_OPERAND");
    return Invalid(text);
  }
  return {};
}

// Operands that are values of the request have to have the type `wanted`.
Result<void> CheckValueTypes(const ExpressionNodes& nodes, const ExpressionNode& node, const Operands& operands,
                             AttributeType wanted, std::string_view name) {
  for (const NodeIndex operand : nodes.OperandsOf(node)) {
    if (nodes[operand].kind != NodeKind::kValue) continue;
    const AttributeType type = operands.values[nodes[operand].first].type();
    if (type != wanted) return Invalid(expression_errors::IncorrectOperandType(name, NameOf(type)));
  }
  return {};
}

Result<void> CheckFunction(const ExpressionNodes& nodes, const ExpressionNode& node, const Operands& operands) {
  const std::string_view name = NameOf(node.function);
  if (node.operand_count != 2) return Invalid(expression_errors::IncorrectOperandCount(name, node.operand_count));
  if (node.function == Function::kListAppend) {
    return CheckValueTypes(nodes, node, operands, AttributeType::kList, name);
  }
  if (nodes[nodes.OperandOf(node, 0)].kind != NodeKind::kPath) {
    return Invalid(expression_errors::RequiresDocumentPath(name));
  }
  return {};
}

Result<void> CheckOperandTypes(const UpdateTree& tree, const Operands& operands) {
  const ExpressionNodes& nodes = tree.nodes;
  for (NodeIndex i = 0; i < nodes.size(); ++i) {
    const ExpressionNode& node = nodes[i];
    if (node.kind == NodeKind::kFunction) {
      TABLEROCK_TRY(CheckFunction(nodes, node, operands));
    } else if (node.kind == NodeKind::kPlus || node.kind == NodeKind::kMinus) {
      const std::string_view name = node.kind == NodeKind::kPlus ? "+" : "-";
      TABLEROCK_TRY(CheckValueTypes(nodes, node, operands, AttributeType::kNumber, name));
    }
  }
  return {};
}

Result<void> CheckActionPaths(const UpdateTree& tree, const Operands& operands) {
  std::vector<DocumentPath> paths;
  paths.reserve(tree.actions.size());
  for (const UpdateAction& action : tree.actions) paths.push_back(operands.paths[action.path]);
  return CheckPathsDisjoint(ExpressionKind::kUpdate, paths);
}

}  // namespace

Result<Operands> ResolveUpdateOperands(const UpdateSyntax& syntax, ExpressionPlaceholders& placeholders) {
  Operands operands;
  operands.paths.reserve(syntax.operands.paths.size());
  operands.values.reserve(syntax.operands.values.size());
  for (const PathSyntax& path_syntax : syntax.operands.paths) {
    TABLEROCK_ASSIGN(DocumentPath path, ResolvePath(ExpressionKind::kUpdate, path_syntax, placeholders));
    operands.AddPath(std::move(path));
  }
  for (const std::string& placeholder : syntax.operands.values) {
    TABLEROCK_ASSIGN(const AttributeValueView value, ResolveValue(ExpressionKind::kUpdate, placeholder, placeholders));
    operands.AddValue(value);
  }
  TABLEROCK_TRY(CheckActionPaths(syntax.tree, operands));
  TABLEROCK_TRY(CheckActionTypes(syntax.tree, operands));
  TABLEROCK_TRY(CheckOperandTypes(syntax.tree, operands));
  TABLEROCK_TRY(CheckOperatorCount(ExpressionKind::kUpdate, syntax.operator_count));
  return operands;
}

}  // namespace tablerock
