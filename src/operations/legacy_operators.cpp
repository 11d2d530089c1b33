#include "operations/legacy_operators.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <string>

#include "model/number.h"

namespace tablerock {
namespace {

constexpr std::size_t kAnyCount = std::numeric_limits<std::size_t>::max();
constexpr std::string_view kAnyType = " S N B SS NS BS L M BOOL NULL ";
constexpr std::string_view kScalars = " S N B ";

constexpr std::array<LegacyOperator, 13> kOperators{{
    {"EQ", 1, 1, kAnyType, true},
    {"NE", 1, 1, kAnyType, false},
    {"LE", 1, 1, kScalars, true},
    {"LT", 1, 1, kScalars, true},
    {"GE", 1, 1, kScalars, true},
    {"GT", 1, 1, kScalars, true},
    {"NOT_NULL", 0, 0, kAnyType, false},
    {"NULL", 0, 0, kAnyType, false},
    {"CONTAINS", 1, 1, kScalars, false},
    {"NOT_CONTAINS", 1, 1, kScalars, false},
    {"BEGINS_WITH", 1, 1, " S B ", true},
    {"IN", 1, kAnyCount, kScalars, false},
    {"BETWEEN", 2, 2, kScalars, true},
}};

bool Accepts(const LegacyOperator& op, AttributeType type) {
  const std::string padded = " " + std::string(NameOf(type)) + " ";
  return op.argument_types.find(padded) != std::string_view::npos;
}

bool IsGreater(AttributeValueView a, AttributeValueView b) {
  if (a.type() == AttributeType::kNumber) return Number::CompareCanonical(a.text(), b.text()) > 0;
  return a.text() > b.text();
}

Comparator ComparatorNamed(std::string_view name) {
  if (name == "EQ") return Comparator::kEqual;
  if (name == "NE") return Comparator::kNotEqual;
  if (name == "LE") return Comparator::kLessOrEqual;
  if (name == "LT") return Comparator::kLess;
  if (name == "GE") return Comparator::kGreaterOrEqual;
  return Comparator::kGreater;
}

}  // namespace

const LegacyOperator& LegacyOperatorNamed(std::string_view name) {
  const auto* found =
      std::find_if(kOperators.begin(), kOperators.end(), [&](const auto& op) { return op.name == name; });
  assert(found != kOperators.end());
  return *found;
}

Result<void> CheckArguments(const LegacyOperation& operation) {
  const LegacyOperator& op = *operation.op;
  const auto& arguments = operation.arguments;
  if (arguments.size() < op.arguments_min || arguments.size() > op.arguments_max) {
    return ApiError::InvalidParameterValues("Invalid number of argument(s) for the " + std::string(op.name) +
                                            " ComparisonOperator");
  }
  for (const AttributeValueView argument : arguments) {
    if (!SameType(argument.type(), arguments.front().type())) {
      return ApiError::InvalidParameterValues("AttributeValues inside AttributeValueList must be of same type");
    }
  }
  for (const AttributeValueView argument : arguments) {
    if (!Accepts(op, argument.type())) {
      return ApiError::InvalidParameterValues("ComparisonOperator " + std::string(op.name) + " is not valid for " +
                                              std::string(NameOf(argument.type())) + " AttributeValue type");
    }
  }
  if (op.name == "BETWEEN" && IsGreater(arguments[0], arguments[1])) {
    return ApiError::Validation(
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound");
  }
  return {};
}

NodeIndex AppendLegacyOperation(const LegacyOperation& operation, std::string_view attribute, ExpressionNodes& nodes,
                                Operands& operands) {
  const std::string_view name = operation.op->name;
  const NodeIndex path = nodes.Path(operands.AddPath({std::string(attribute), {}}));
  std::vector<NodeIndex> arguments;
  arguments.reserve(operation.arguments.size() + 1);
  for (const AttributeValueView argument : operation.arguments) {
    arguments.push_back(nodes.Value(operands.AddValue(argument)));
  }
  if (name == "NULL") return nodes.Call(Function::kAttributeNotExists, {path});
  if (name == "NOT_NULL") return nodes.Call(Function::kAttributeExists, {path});
  if (name == "CONTAINS") return nodes.Call(Function::kContains, {path, arguments[0]});
  if (name == "NOT_CONTAINS") return nodes.Not(nodes.Call(Function::kContains, {path, arguments[0]}));
  if (name == "BEGINS_WITH") return nodes.Call(Function::kBeginsWith, {path, arguments[0]});
  if (name == "BETWEEN") return nodes.Between(path, arguments[0], arguments[1]);
  if (name == "IN") {
    arguments.insert(arguments.begin(), path);
    return nodes.In(arguments);
  }
  return nodes.Compare(ComparatorNamed(name), path, arguments[0]);
}

}  // namespace tablerock
