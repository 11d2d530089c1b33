#include "operations/legacy_conditions.h"

#include <algorithm>
#include <string>
#include <utility>

#include "operations/legacy_operators.h"

namespace tablerock {
namespace {

std::string JoinGiven(std::initializer_list<NamedParameter> parameters) {
  std::string names;
  for (const NamedParameter& parameter : parameters) {
    if (!parameter.given) continue;
    if (!names.empty()) names += ", ";
    names += parameter.name;
  }
  return names;
}

// Expected alone lets Value stand for a list of one, and Exists for an operator.
Result<LegacyOperation> OperationOfExpected(const LegacyComparison& expected) {
  const std::string at = " for Attribute: " + expected.attribute;
  if (expected.attribute_value_list && expected.value) {
    return ApiError::InvalidParameterValues("Value and AttributeValueList cannot be used together" + at);
  }
  if (expected.comparison_operator) {
    if (expected.exists) {
      return ApiError::InvalidParameterValues("Exists and ComparisonOperator cannot be used together" + at);
    }
    const LegacyOperator& op = LegacyOperatorNamed(*expected.comparison_operator);
    if (op.arguments_max != 0 && !expected.attribute_value_list && !expected.value) {
      return ApiError::InvalidParameterValues(
          "Value or AttributeValueList must be used with ComparisonOperator: " + *expected.comparison_operator + at);
    }
    std::vector<AttributeValueView> arguments;
    if (expected.value) arguments.push_back(*expected.value);
    if (expected.attribute_value_list) {
      arguments.insert(arguments.end(), expected.attribute_value_list->begin(), expected.attribute_value_list->end());
    }
    return LegacyOperation{&op, std::move(arguments)};
  }
  if (expected.attribute_value_list) {
    return ApiError::InvalidParameterValues("AttributeValueList can only be used with a ComparisonOperator" + at);
  }
  const bool exists = expected.exists.value_or(true);
  if (exists && !expected.value) {
    return ApiError::InvalidParameterValues("Value must be provided when Exists is " +
                                            std::string(expected.exists ? "true" : "null") + at);
  }
  if (!exists && expected.value) {
    return ApiError::InvalidParameterValues("Value cannot be used when Exists is false" + at);
  }
  if (!exists) return LegacyOperation{&LegacyOperatorNamed("NULL"), {}};
  return LegacyOperation{&LegacyOperatorNamed("EQ"), {expected.value->view()}};
}

Result<LegacyOperation> OperationOfFilter(const LegacyComparison& filter) {
  LegacyOperation operation{&LegacyOperatorNamed(*filter.comparison_operator), {}};
  if (filter.attribute_value_list) {
    operation.arguments.assign(filter.attribute_value_list->begin(), filter.attribute_value_list->end());
  }
  return operation;
}

template <typename OperationOf>
Result<std::optional<ConditionExpression>> ConditionOf(const LegacyConditions& conditions,
                                                       const OperationOf& operation_of) {
  if (!conditions.comparisons) {
    if (conditions.conditional_operator) {
      return ApiError::InvalidParameterValues("ConditionalOperator cannot be used without Filter or Expected");
    }
    return std::optional<ConditionExpression>();
  }
  if (conditions.conditional_operator && conditions.comparisons->size() < 2) {
    return ApiError::InvalidParameterValues(
        "ConditionalOperator can only be used when Filter or Expected has two or more elements");
  }
  ConditionTree tree;
  Operands operands;
  std::vector<NodeIndex> parts;
  for (const LegacyComparison& comparison : *conditions.comparisons) {
    if (comparison.value_error) return *comparison.value_error;
    TABLEROCK_ASSIGN(const LegacyOperation operation, operation_of(comparison));
    TABLEROCK_TRY(CheckArguments(operation));
    parts.push_back(AppendLegacyOperation(operation, comparison.attribute, tree.nodes, operands));
  }
  if (parts.empty()) return std::optional<ConditionExpression>();
  const bool any = conditions.conditional_operator == "OR";
  tree.root = parts.size() == 1 ? parts.front() : any ? tree.nodes.Or(parts) : tree.nodes.And(parts);
  return std::optional<ConditionExpression>(std::in_place, std::move(tree), std::move(operands));
}

}  // namespace

Result<void> CheckNotMixed(std::initializer_list<NamedParameter> legacy,
                           std::initializer_list<NamedParameter> expressions) {
  const std::string given_legacy = JoinGiven(legacy);
  const std::string given_expressions = JoinGiven(expressions);
  if (given_legacy.empty() || given_expressions.empty()) return {};
  return ApiError::PrefixedValidation(
      "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {" +
      given_legacy + "} Expression parameters: {" + given_expressions + "}");
}

Result<std::optional<ConditionExpression>> ConditionOfExpected(const LegacyConditions& expected) {
  return ConditionOf(expected, OperationOfExpected);
}

Result<std::optional<ConditionExpression>> ConditionOfFilter(const LegacyConditions& filter) {
  return ConditionOf(filter, OperationOfFilter);
}

Result<KeyConditionExpression> KeyConditionOf(const LegacyConditions& conditions) {
  const auto& comparisons = *conditions.comparisons;
  ConditionTree tree;
  Operands operands;
  std::vector<NodeIndex> parts;
  for (const LegacyComparison& comparison : comparisons) {
    if (comparison.value_error) return *comparison.value_error;
    TABLEROCK_ASSIGN(const LegacyOperation operation, OperationOfFilter(comparison));
    TABLEROCK_TRY(CheckArguments(operation));
    if (!operation.op->is_key_operator) {
      return ApiError::Validation("Attempted conditional constraint is not an indexable operation");
    }
    parts.push_back(AppendLegacyOperation(operation, comparison.attribute, tree.nodes, operands));
  }
  if (parts.empty() || parts.size() > 2) return ApiError::Validation("Conditions can be of length 1 or 2 only");
  tree.root = parts.size() == 1 ? parts.front() : tree.nodes.And(parts);
  return KeyConditionExpression(std::move(tree), std::move(operands));
}

Result<std::optional<ProjectionExpression>> ProjectionOfAttributesToGet(
    const std::optional<std::vector<std::string>>& attributes_to_get) {
  if (!attributes_to_get) return std::optional<ProjectionExpression>();
  std::vector<DocumentPath> paths;
  for (const std::string& attribute : *attributes_to_get) {
    DocumentPath path{attribute, {}};
    if (std::find(paths.begin(), paths.end(), path) != paths.end()) {
      return ApiError::InvalidParameterValues("Duplicate value in attribute name: " + attribute);
    }
    paths.push_back(std::move(path));
  }
  return std::optional<ProjectionExpression>(std::in_place, std::move(paths));
}

}  // namespace tablerock
