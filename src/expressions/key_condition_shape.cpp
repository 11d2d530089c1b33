#include "expressions/key_condition_shape.h"

#include <algorithm>
#include <string>

namespace tablerock {
namespace {

ApiError InvalidOperator(std::string_view name) {
  return ApiError::Validation("Invalid operator used in KeyConditionExpression: " + std::string(name));
}

ApiError InvalidCondition(std::string_view what) {
  return ApiError::Validation("Invalid condition in KeyConditionExpression: " + std::string(what));
}

class ShapeReader {
 public:
  ShapeReader(const ExpressionNodes& nodes, const Operands& operands) : nodes_(nodes), operands_(operands) {}

  Result<void> Read(NodeIndex index) {
    const ExpressionNode& node = nodes_[index];
    switch (node.kind) {
      case NodeKind::kAnd:
        for (const NodeIndex operand : nodes_.OperandsOf(node)) TABLEROCK_TRY(Read(operand));
        return {};
      case NodeKind::kOr:
        return InvalidOperator("OR");
      case NodeKind::kNot:
        return InvalidOperator("NOT");
      case NodeKind::kIn:
        return InvalidOperator("IN");
      case NodeKind::kComparison:
        if (node.comparator == Comparator::kNotEqual) return InvalidOperator("<>");
        return ReadComparison(node);
      case NodeKind::kBetween:
        return ReadWithPathFirst(node, "BETWEEN", SortKeyOperator::kBetween);
      case NodeKind::kFunction:
        if (node.function != Function::kBeginsWith) return InvalidOperator(NameOf(node.function));
        return ReadWithPathFirst(node, "begins_with", SortKeyOperator::kBeginsWith);
      default:
        return InvalidCondition("No key attribute specified");
    }
  }

  std::vector<KeyAttributeCondition> TakeConditions() { return std::move(conditions_); }

 private:
  bool IsPath(NodeIndex index) const { return nodes_[index].kind == NodeKind::kPath; }
  AttributeValueView ValueOf(NodeIndex index) const { return operands_.values[nodes_[index].first]; }

  Result<void> ReadComparison(const ExpressionNode& node) {
    TABLEROCK_ASSIGN(const std::string_view attribute, ReadAttribute(node));
    const bool path_first = IsPath(nodes_.OperandOf(node, 0));
    const Comparator comparator = path_first ? node.comparator : Mirrored(node.comparator);
    return Add({attribute, SortKeyOperatorOf(comparator), ValueOf(nodes_.OperandOf(node, path_first ? 1 : 0)), {}});
  }

  Result<void> ReadWithPathFirst(const ExpressionNode& node, std::string_view name, SortKeyOperator op) {
    if (!IsPath(nodes_.OperandOf(node, 0)) && nodes_[nodes_.OperandOf(node, 0)].kind != NodeKind::kFunction) {
      return InvalidCondition(std::string(name) + " operator must have the key attribute as its first operand");
    }
    TABLEROCK_ASSIGN(const std::string_view attribute, ReadAttribute(node));
    KeyAttributeCondition condition{attribute, op, ValueOf(nodes_.OperandOf(node, 1)), {}};
    if (op == SortKeyOperator::kBetween) condition.upper = ValueOf(nodes_.OperandOf(node, 2));
    return Add(condition);
  }

  // The one attribute among the operands; the others are then values.
  Result<std::string_view> ReadAttribute(const ExpressionNode& node) const {
    const DocumentPath* found = nullptr;
    for (const NodeIndex operand : nodes_.OperandsOf(node)) {
      if (nodes_[operand].kind == NodeKind::kFunction) {
        return ApiError::Validation("KeyConditionExpressions cannot contain nested operations");
      }
      if (!IsPath(operand)) continue;
      if (found != nullptr) return InvalidCondition("Multiple attribute names used in one condition");
      found = &operands_.paths[nodes_[operand].first];
      if (!found->is_top_level()) {
        return ApiError::Validation("KeyConditionExpressions cannot have conditions on nested attributes");
      }
    }
    if (found == nullptr) return InvalidCondition("No key attribute specified");
    return std::string_view(found->attribute);
  }

  Result<void> Add(const KeyAttributeCondition& condition) {
    const bool again = std::any_of(conditions_.begin(), conditions_.end(),
                                   [&](const auto& other) { return other.attribute == condition.attribute; });
    if (again) return ApiError::Validation("KeyConditionExpressions must only contain one condition per key");
    conditions_.push_back(condition);
    return {};
  }

  const ExpressionNodes& nodes_;
  const Operands& operands_;
  std::vector<KeyAttributeCondition> conditions_;
};

}  // namespace

Result<std::vector<KeyAttributeCondition>> ListKeyConditions(const ConditionTree& tree, const Operands& operands) {
  ShapeReader reader(tree.nodes, operands);
  TABLEROCK_TRY(reader.Read(tree.root));
  return reader.TakeConditions();
}

}  // namespace tablerock
