// What a condition's operands may be, as far as the request alone shows it.
#pragma once

#include <optional>
#include <string_view>

#include "core/result.h"
#include "expressions/ast.h"

namespace tablerock {

class ConditionChecks {
 public:
  ConditionChecks(ExpressionKind kind, const ExpressionNodes& nodes, const Operands& operands)
      : kind_(kind), nodes_(nodes), operands_(operands) {}

  // Checks the nodes `first` to `last` that make one condition without AND, OR and NOT, in the service's order: numbers
  // of operands, operands that have to be distinct, operand types.
  Result<void> CheckComparison(NodeIndex first, NodeIndex last) const;

 private:
  Result<void> CheckCount(const ExpressionNode& node) const;
  Result<void> CheckDistinct(const ExpressionNode& node) const;
  Result<void> CheckTypes(const ExpressionNode& node) const;
  Result<void> CheckFunctionTypes(const ExpressionNode& node) const;
  Result<void> CheckAttributeType(const ExpressionNode& node) const;
  Result<void> CheckOrdered(const ExpressionNode& node, std::string_view name) const;
  Result<void> CheckBounds(const ExpressionNode& node) const;

  // The type of an operand where the item has no say in it.
  std::optional<AttributeType> StaticType(NodeIndex index) const;
  bool IsPath(NodeIndex index) const { return nodes_[index].kind == NodeKind::kPath; }
  ApiError Invalid(std::string_view text) const;

  ExpressionKind kind_;
  const ExpressionNodes& nodes_;
  const Operands& operands_;
};

}  // namespace tablerock
