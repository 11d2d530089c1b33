#include "operations/request_expressions.h"

#include <utility>

#include "expressions/errors.h"

namespace tablerock {

Result<void> RequestExpressions::Begin(const ExpressionAttributesInput& attributes,
                                       std::initializer_list<ExpressionParameter> parameters) {
  if (!attributes.names && !attributes.values) return {};
  TABLEROCK_TRY(
      CheckPlaceholdersHaveExpression(attributes.names.has_value(), attributes.values.has_value(), parameters));
  TABLEROCK_ASSIGN(placeholders_, ExpressionPlaceholders::Create(attributes.names, attributes.values));
  if (attributes.value_error) {
    return attributes.value_error->WithPrefix("ExpressionAttributeValues contains invalid value: ")
        .WithSuffix(" for key " + attributes.value_error_placeholder);
  }
  if (attributes.values_nested_too_deep && RulesOf(wording_).checks_nesting_of_expression_values) {
    return ApiError::PrefixedValidation(expression_errors::NestingTooDeep().classic());
  }
  return {};
}

Result<std::optional<ConditionExpression>> RequestExpressions::Condition(ExpressionKind kind,
                                                                         const std::optional<std::string>& text) {
  if (!text) return std::optional<ConditionExpression>();
  TABLEROCK_ASSIGN(auto condition, ParseCondition(kind, *text, placeholders_));
  return std::optional<ConditionExpression>(std::move(condition));
}

Result<std::optional<ProjectionExpression>> RequestExpressions::Projection(const std::optional<std::string>& text) {
  if (!text) return std::optional<ProjectionExpression>();
  TABLEROCK_ASSIGN(auto projection, ParseProjection(*text, placeholders_));
  return std::optional<ProjectionExpression>(std::move(projection));
}

Result<std::optional<UpdateExpression>> RequestExpressions::Update(const std::optional<std::string>& text) {
  if (!text) return std::optional<UpdateExpression>();
  TABLEROCK_ASSIGN(auto update, ParseUpdate(*text, placeholders_));
  return std::optional<UpdateExpression>(std::move(update));
}

}  // namespace tablerock
