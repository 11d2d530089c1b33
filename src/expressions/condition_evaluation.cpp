#include "expressions/condition_evaluation.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "expressions/compare.h"
#include "expressions/value_functions.h"

namespace tablerock {
namespace {

using MaybeValue = std::optional<AttributeValueView>;

class Evaluation {
 public:
  Evaluation(const ExpressionNodes& nodes, const Operands& operands, ItemView item)
      : nodes_(nodes), operands_(operands), item_(item) {}

  bool Holds(NodeIndex index) const {
    const ExpressionNode& node = nodes_[index];
    const auto operands = nodes_.OperandsOf(node);
    const auto holds = [this](NodeIndex operand) { return Holds(operand); };
    switch (node.kind) {
      case NodeKind::kAnd:
        return std::all_of(operands.begin(), operands.end(), holds);
      case NodeKind::kOr:
        return std::any_of(operands.begin(), operands.end(), holds);
      case NodeKind::kNot:
        return !Holds(operands[0]);
      case NodeKind::kComparison:
        return Compare(node);
      case NodeKind::kBetween:
        return Between(node);
      case NodeKind::kIn:
        return In(node);
      case NodeKind::kFunction:
        return Call(node);
      default:
        return false;  // operands are no conditions: no parser makes such a tree
    }
  }

 private:
  // The value of an operand, or nothing if the item does not have it. It may be kept in `made`, which has to outlive
  // it.
  MaybeValue ValueOf(NodeIndex index, AttributeValue& made) const {
    const ExpressionNode& node = nodes_[index];
    switch (node.kind) {
      case NodeKind::kValue:
        return operands_.values[node.first];
      case NodeKind::kPath:
        return item_.empty() ? std::nullopt : FindPath(item_, operands_.paths[node.first]);
      case NodeKind::kFunction: {
        if (node.function != Function::kSize) return Truth(index, made);
        AttributeValue inner;
        const MaybeValue value = ValueOf(nodes_.OperandOf(node, 0), inner);
        const auto size = value ? ElementCount(*value) : std::nullopt;
        if (!size) return std::nullopt;
        made = AttributeValue::Number(std::to_string(*size));
        return made.view();
      }
      default:
        return Truth(index, made);
    }
  }

  // A condition as an operand: PartiQL compares conditions too, as BOOL values.
  MaybeValue Truth(NodeIndex index, AttributeValue& made) const {
    made = AttributeValue::Bool(Holds(index));
    return made.view();
  }

  bool Compare(const ExpressionNode& node) const {
    AttributeValue left_made;
    AttributeValue right_made;
    const MaybeValue left = ValueOf(nodes_.OperandOf(node, 0), left_made);
    const MaybeValue right = ValueOf(nodes_.OperandOf(node, 1), right_made);
    switch (node.comparator) {
      case Comparator::kEqual:
        return left && right && *left == *right;
      case Comparator::kNotEqual:
        return !(left && right && *left == *right);
      case Comparator::kLess:
        return Comparable(left, right) && CompareScalars(*left, *right) < 0;
      case Comparator::kLessOrEqual:
        return Comparable(left, right) && CompareScalars(*left, *right) <= 0;
      case Comparator::kGreater:
        return Comparable(left, right) && CompareScalars(*left, *right) > 0;
      case Comparator::kGreaterOrEqual:
        return Comparable(left, right) && CompareScalars(*left, *right) >= 0;
    }
    return false;
  }

  bool Between(const ExpressionNode& node) const {
    AttributeValue made[3];
    const MaybeValue value = ValueOf(nodes_.OperandOf(node, 0), made[0]);
    const MaybeValue lower = ValueOf(nodes_.OperandOf(node, 1), made[1]);
    const MaybeValue upper = ValueOf(nodes_.OperandOf(node, 2), made[2]);
    return Comparable(value, lower) && Comparable(value, upper) && CompareScalars(*lower, *value) <= 0 &&
           CompareScalars(*value, *upper) <= 0;
  }

  bool In(const ExpressionNode& node) const {
    AttributeValue value_made;
    const auto operands = nodes_.OperandsOf(node);
    const MaybeValue value = ValueOf(operands[0], value_made);
    if (!value) return false;
    return std::any_of(operands.begin() + 1, operands.end(), [&](NodeIndex operand) {
      AttributeValue made;
      const MaybeValue other = ValueOf(operand, made);
      return other && *other == *value;
    });
  }

  bool Call(const ExpressionNode& node) const {
    AttributeValue first_made;
    AttributeValue second_made;
    const MaybeValue first = ValueOf(nodes_.OperandOf(node, 0), first_made);
    if (node.function == Function::kAttributeExists) return first.has_value();
    if (node.function == Function::kAttributeNotExists) return !first.has_value();
    if (!first || node.operand_count < 2) return false;
    const MaybeValue second = ValueOf(nodes_.OperandOf(node, 1), second_made);
    if (!second) return false;
    switch (node.function) {
      case Function::kAttributeType:
        return HasTypeNamed(*first, *second);
      case Function::kBeginsWith:
        return BeginsWith(*first, *second);
      case Function::kContains:
        return Contains(*first, *second);
      default:
        return false;
    }
  }

  static bool Comparable(const MaybeValue& a, const MaybeValue& b) {
    return a && b && a->type() == b->type() && IsScalarText(a->type());
  }

  const ExpressionNodes& nodes_;
  const Operands& operands_;
  ItemView item_;
};

}  // namespace

bool EvaluateCondition(const ConditionTree& tree, const Operands& operands, ItemView item) {
  return Evaluation(tree.nodes, operands, item).Holds(tree.root);
}

}  // namespace tablerock
