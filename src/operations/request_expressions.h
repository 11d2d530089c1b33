// RequestExpressions: the expressions of one request with their placeholders, parsed in the service's order of checks.
//
//   RequestExpressions expressions(context.wording);
//   TABLEROCK_TRY(expressions.Begin(input.attributes, {{ExpressionKind::kCondition,
//   input.condition_expression.has_value()}})); TABLEROCK_ASSIGN(auto condition,
//   expressions.Condition(ExpressionKind::kCondition, input.condition_expression)); TABLEROCK_TRY(expressions.End());
//
// What it returns holds views into the input, which must outlive it.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>

#include "core/result.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "expressions/update_expression.h"
#include "operations/request_inputs.h"

namespace tablerock {

class RequestExpressions {
 public:
  explicit RequestExpressions(Wording wording) : wording_(wording) {}

  // Checks the placeholder maps: given without an expression, empty, malformed, with a bad value; in the current
  // wording also with one nested too deep.
  Result<void> Begin(const ExpressionAttributesInput& attributes,
                     std::initializer_list<ExpressionParameter> parameters);

  // Nothing where the text is absent.
  Result<std::optional<ConditionExpression>> Condition(ExpressionKind kind, const std::optional<std::string>& text);
  Result<std::optional<ProjectionExpression>> Projection(const std::optional<std::string>& text);
  Result<std::optional<UpdateExpression>> Update(const std::optional<std::string>& text);
  ExpressionPlaceholders& placeholders() { return placeholders_; }

  // After the last expression: every placeholder must have been used.
  Result<void> End() const { return placeholders_.CheckAllUsed(); }

 private:
  Wording wording_;
  ExpressionPlaceholders placeholders_;
};

}  // namespace tablerock
