#include "expressions/ast.h"

namespace tablerock {

std::string_view NameOf(Comparator comparator) {
  switch (comparator) {
    case Comparator::kEqual:
      return "=";
    case Comparator::kNotEqual:
      return "<>";
    case Comparator::kLess:
      return "<";
    case Comparator::kLessOrEqual:
      return "<=";
    case Comparator::kGreater:
      return ">";
    case Comparator::kGreaterOrEqual:
      return ">=";
  }
  return "";
}

Comparator Mirrored(Comparator comparator) {
  switch (comparator) {
    case Comparator::kLess:
      return Comparator::kGreater;
    case Comparator::kLessOrEqual:
      return Comparator::kGreaterOrEqual;
    case Comparator::kGreater:
      return Comparator::kLess;
    case Comparator::kGreaterOrEqual:
      return Comparator::kLessOrEqual;
    default:
      return comparator;
  }
}

std::string_view NameOf(Function function) {
  switch (function) {
    case Function::kAttributeExists:
      return "attribute_exists";
    case Function::kAttributeNotExists:
      return "attribute_not_exists";
    case Function::kAttributeType:
      return "attribute_type";
    case Function::kBeginsWith:
      return "begins_with";
    case Function::kContains:
      return "contains";
    case Function::kSize:
      return "size";
    case Function::kIfNotExists:
      return "if_not_exists";
    case Function::kListAppend:
      return "list_append";
  }
  return "";
}

std::optional<Function> FunctionNamed(std::string_view name) {
  for (auto i = static_cast<std::uint8_t>(Function::kAttributeExists);
       i <= static_cast<std::uint8_t>(Function::kListAppend); ++i) {
    if (NameOf(static_cast<Function>(i)) == name) return static_cast<Function>(i);
  }
  return std::nullopt;
}

std::string_view NameOf(UpdateClause clause) {
  switch (clause) {
    case UpdateClause::kSet:
      return "SET";
    case UpdateClause::kRemove:
      return "REMOVE";
    case UpdateClause::kAdd:
      return "ADD";
    case UpdateClause::kDelete:
      return "DELETE";
  }
  return "";
}

NodeIndex ExpressionNodes::Add(ExpressionNode node, std::span<const NodeIndex> operands) {
  if (!operands.empty()) {
    node.first = static_cast<std::uint32_t>(operands_.size());
    node.operand_count = static_cast<std::uint32_t>(operands.size());
    operands_.insert(operands_.end(), operands.begin(), operands.end());
  }
  nodes_.push_back(node);
  return static_cast<NodeIndex>(nodes_.size() - 1);
}

}  // namespace tablerock
