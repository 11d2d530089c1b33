// What a Query and a Scan evaluate items with: FilterExpression and ProjectionExpression, or the parameters of old that
// stand for them.
#pragma once

#include <optional>

#include "core/result.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "operations/read_inputs.h"
#include "operations/read_page.h"
#include "operations/request_expressions.h"

namespace tablerock {

struct ReadExpressions {
  std::optional<ConditionExpression> filter;
  std::optional<ProjectionExpression> projection;
};

// Ends the checks that need no table: filter and projection, the last of `expressions`, then Select and the values of
// ExclusiveStartKey. They view `input`.
Result<ReadExpressions> ParseReadExpressions(const ReadInput& input, RequestExpressions& expressions);

// REQUIRES: plan.target is set; they are checked against it.
void SetExpressions(const ReadInput& input, ReadExpressions expressions, ReadPlan& plan);

}  // namespace tablerock
