#include "expressions/update_values.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

#include "expressions/errors.h"
#include "model/item_builder.h"
#include "model/number.h"

namespace tablerock {
namespace {

// The order in which a set keeps its members.
struct MemberOrder {
  AttributeType member_type;
  bool operator()(std::string_view a, std::string_view b) const {
    return member_type == AttributeType::kNumber ? Number::CompareCanonical(a, b) < 0 : a < b;
  }
};

AttributeValue MakeSet(AttributeType type, std::vector<std::string_view> members) {
  ItemBuilder builder;
  [[maybe_unused]] const bool unique = builder.Set(type, std::move(members));
  assert(unique);
  return builder.TakeValue();
}

}  // namespace

Result<AttributeValueView> UpdateValues::ValueOf(NodeIndex index) {
  const ExpressionNode& node = nodes_[index];
  switch (node.kind) {
    case NodeKind::kValue:
      return operands_.values[node.first];
    case NodeKind::kPath: {
      const auto value = FindPath(item_, operands_.paths[node.first]);
      if (!value) return expression_errors::MissingAttributeInUpdate();
      return *value;
    }
    case NodeKind::kFunction:
      return Call(node);
    default: {
      TABLEROCK_ASSIGN(const AttributeValueView left, ValueOf(nodes_.OperandOf(node, 0)));
      TABLEROCK_ASSIGN(const AttributeValueView right, ValueOf(nodes_.OperandOf(node, 1)));
      return Sum(left, right, node.kind == NodeKind::kPlus);
    }
  }
}

Result<AttributeValueView> UpdateValues::Call(const ExpressionNode& node) {
  if (node.function == Function::kIfNotExists) {
    const ExpressionNode& path = nodes_[nodes_.OperandOf(node, 0)];
    if (const auto value = FindPath(item_, operands_.paths[path.first])) return *value;
    return ValueOf(nodes_.OperandOf(node, 1));
  }
  TABLEROCK_ASSIGN(const AttributeValueView left, ValueOf(nodes_.OperandOf(node, 0)));
  TABLEROCK_ASSIGN(const AttributeValueView right, ValueOf(nodes_.OperandOf(node, 1)));
  return ListAppend(left, right);
}

ApiError UpdateValues::WrongType() const {
  if (of_attribute_updates_) return ApiError::Validation("Type mismatch for attribute to update");
  return expression_errors::IncorrectUpdateOperandType();
}

Result<AttributeValueView> UpdateValues::ListAppend(AttributeValueView left, AttributeValueView right) {
  if (left.type() != AttributeType::kList || right.type() != AttributeType::kList) return WrongType();
  ItemBuilder builder;
  builder.BeginList();
  for (const AttributeValueView element : left.elements()) builder.Value(element);
  for (const AttributeValueView element : right.elements()) builder.Value(element);
  builder.EndList();
  return Keep(builder.TakeValue());
}

Result<AttributeValueView> UpdateValues::Sum(AttributeValueView left, AttributeValueView right, bool is_plus) {
  if (left.type() != AttributeType::kNumber || right.type() != AttributeType::kNumber) {
    return WrongType();
  }
  const Number a = Number::FromCanonical(left.text());
  const Number b = Number::FromCanonical(right.text());
  TABLEROCK_ASSIGN(const Number sum, is_plus ? Number::Add(a, b) : Number::Subtract(a, b));
  return Keep(AttributeValue::Number(sum.text()));
}

Result<AttributeValueView> UpdateValues::Added(const std::optional<AttributeValueView>& existing,
                                               AttributeValueView value) {
  if (!existing) return value;
  if (existing->type() != value.type()) return WrongType();
  if (value.type() == AttributeType::kNumber) return Sum(*existing, value, true);
  const SetView before = existing->members();
  const SetView added = value.members();
  std::vector<std::string_view> members;
  std::set_union(before.begin(), before.end(), added.begin(), added.end(), std::back_inserter(members),
                 MemberOrder{before.member_type()});
  return Keep(MakeSet(value.type(), std::move(members)));
}

Result<std::optional<AttributeValueView>> UpdateValues::Deleted(const std::optional<AttributeValueView>& existing,
                                                                AttributeValueView value) {
  if (!existing) return std::optional<AttributeValueView>();
  if (existing->type() != value.type()) return WrongType();
  const SetView before = existing->members();
  const SetView deleted = value.members();
  std::vector<std::string_view> members;
  std::set_difference(before.begin(), before.end(), deleted.begin(), deleted.end(), std::back_inserter(members),
                      MemberOrder{before.member_type()});
  if (members.empty()) return std::optional<AttributeValueView>();
  return std::optional<AttributeValueView>(Keep(MakeSet(value.type(), std::move(members))));
}

}  // namespace tablerock
