#include "expressions/condition_checks.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/limits.h"
#include "expressions/compare.h"
#include "expressions/errors.h"

namespace tablerock {
namespace {

std::size_t ArgumentCount(Function function) {
  switch (function) {
    case Function::kAttributeExists:
    case Function::kAttributeNotExists:
    case Function::kSize:
      return 1;
    default:
      return 2;
  }
}

std::string_view OperatorName(const ExpressionNode& node) {
  switch (node.kind) {
    case NodeKind::kFunction:
      return NameOf(node.function);
    case NodeKind::kComparison:
      return NameOf(node.comparator);
    case NodeKind::kBetween:
      return "BETWEEN";
    default:
      return "IN";
  }
}

bool IsOperandKind(NodeKind kind) { return kind == NodeKind::kPath || kind == NodeKind::kValue; }

constexpr std::array<std::string_view, 10> kTypeNames{"S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M"};

}  // namespace

ApiError ConditionChecks::Invalid(std::string_view text) const { return expression_errors::Invalid(kind_, text); }

Result<void> ConditionChecks::CheckComparison(NodeIndex first, NodeIndex last) const {
  using Check = Result<void> (ConditionChecks::*)(const ExpressionNode&) const;
  for (const Check check :
       {&ConditionChecks::CheckCount, &ConditionChecks::CheckDistinct, &ConditionChecks::CheckTypes}) {
    for (NodeIndex i = first; i <= last; ++i) {
      if (!IsOperandKind(nodes_[i].kind)) TABLEROCK_TRY((this->*check)(nodes_[i]));
    }
  }
  return {};
}

Result<void> ConditionChecks::CheckCount(const ExpressionNode& node) const {
  if (node.kind == NodeKind::kFunction && node.operand_count != ArgumentCount(node.function)) {
    return Invalid(expression_errors::IncorrectOperandCount(NameOf(node.function), node.operand_count));
  }
  if (node.kind == NodeKind::kIn && node.operand_count - 1 > limits::kInOperandsMax) {
    return Invalid("The IN operator is provided with too many operands; number of operands: " +
                   std::to_string(node.operand_count - 1));
  }
  return {};
}

Result<void> ConditionChecks::CheckDistinct(const ExpressionNode& node) const {
  const auto operands = nodes_.OperandsOf(node);
  if (!IsPath(operands[0])) return {};
  const DocumentPath& first = operands_.paths[nodes_[operands[0]].first];
  for (const NodeIndex other : operands.subspan(1)) {
    if (!IsPath(other) || operands_.paths[nodes_[other].first] != first) continue;
    return Invalid(
        "The first operand must be distinct from the remaining operands for this operator or function; operator: " +
        std::string(OperatorName(node)) + ", first operand: " + first.ToString());
  }
  return {};
}

Result<void> ConditionChecks::CheckTypes(const ExpressionNode& node) const {
  switch (node.kind) {
    case NodeKind::kFunction:
      return CheckFunctionTypes(node);
    case NodeKind::kBetween:
      TABLEROCK_TRY(CheckOrdered(node, "BETWEEN"));
      return CheckBounds(node);
    case NodeKind::kComparison:
      if (node.comparator == Comparator::kEqual || node.comparator == Comparator::kNotEqual) return {};
      return CheckOrdered(node, NameOf(node.comparator));
    default:
      return {};
  }
}

Result<void> ConditionChecks::CheckFunctionTypes(const ExpressionNode& node) const {
  const std::string_view name = NameOf(node.function);
  switch (node.function) {
    case Function::kAttributeExists:
    case Function::kAttributeNotExists:
      if (!IsPath(nodes_.OperandOf(node, 0))) return Invalid(expression_errors::RequiresDocumentPath(name));
      return {};
    case Function::kAttributeType:
      return CheckAttributeType(node);
    case Function::kBeginsWith:
      for (const NodeIndex operand : nodes_.OperandsOf(node)) {
        const auto type = StaticType(operand);
        if (type && *type != AttributeType::kString && *type != AttributeType::kBinary) {
          return Invalid(expression_errors::IncorrectOperandType(name, NameOf(*type)));
        }
      }
      return {};
    case Function::kSize: {
      const auto type = StaticType(nodes_.OperandOf(node, 0));
      if (type &&
          (*type == AttributeType::kNumber || *type == AttributeType::kNull || SameType(*type, AttributeType::kTrue))) {
        return Invalid(expression_errors::IncorrectOperandType(name, NameOf(*type)));
      }
      return {};
    }
    default:
      return {};
  }
}

Result<void> ConditionChecks::CheckAttributeType(const ExpressionNode& node) const {
  const NodeIndex operand = nodes_.OperandOf(node, 1);
  const auto type = StaticType(operand);
  if (type != AttributeType::kString) {
    const std::string_view name = type ? NameOf(*type) : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
    return Invalid(expression_errors::IncorrectOperandType("attribute_type", name));
  }
  const std::string_view wanted = operands_.values[nodes_[operand].first].text();
  if (std::find(kTypeNames.begin(), kTypeNames.end(), wanted) == kTypeNames.end()) {
    // In the service a set without an order, and another one for statements.
    const std::string_view valid =
        kind_ == ExpressionKind::kStatement ? "{N,BS,L,B,NULL,M,S,SS,NS,BOOL}" : "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";
    return Invalid("Invalid attribute type name found; type: " + std::string(wanted) +
                   ", valid types: " + std::string(valid));
  }
  return {};
}

Result<void> ConditionChecks::CheckOrdered(const ExpressionNode& node, std::string_view name) const {
  for (const NodeIndex operand : nodes_.OperandsOf(node)) {
    const auto type = StaticType(operand);
    if (type && !IsScalarText(*type)) return Invalid(expression_errors::IncorrectOperandType(name, NameOf(*type)));
  }
  return {};
}

Result<void> ConditionChecks::CheckBounds(const ExpressionNode& node) const {
  const ExpressionNode& lower_node = nodes_[nodes_.OperandOf(node, 1)];
  const ExpressionNode& upper_node = nodes_[nodes_.OperandOf(node, 2)];
  if (lower_node.kind != NodeKind::kValue || upper_node.kind != NodeKind::kValue) return {};
  const AttributeValueView lower = operands_.values[lower_node.first];
  const AttributeValueView upper = operands_.values[upper_node.first];
  const bool same_type = lower.type() == upper.type();
  if (same_type && CompareScalars(lower, upper) <= 0) return {};
  const std::string_view requirement = same_type ? "upper bound to be greater than or equal to lower bound"
                                                 : "same data type for lower and upper bounds";
  return Invalid("The BETWEEN operator requires " + std::string(requirement) +
                 "; lower bound operand: " + expression_errors::DescribeValue(lower) +
                 ", upper bound operand: " + expression_errors::DescribeValue(upper));
}

std::optional<AttributeType> ConditionChecks::StaticType(NodeIndex index) const {
  const ExpressionNode& node = nodes_[index];
  if (node.kind == NodeKind::kValue) return operands_.values[node.first].type();
  if (node.kind == NodeKind::kPath) return std::nullopt;
  if (node.kind == NodeKind::kFunction && node.function == Function::kSize) return AttributeType::kNumber;
  return AttributeType::kTrue;  // a condition that is an operand; PartiQL alone has such
}

}  // namespace tablerock
