#include "operations/read_expressions.h"

#include <utility>

#include "operations/legacy_conditions.h"
#include "operations/read_target.h"
#include "operations/start_key.h"

namespace tablerock {

Result<ReadExpressions> ParseReadExpressions(const ReadInput& input, RequestExpressions& expressions) {
  ReadExpressions read;
  TABLEROCK_ASSIGN(read.filter, input.filter_expression
                                    ? expressions.Condition(ExpressionKind::kFilter, input.filter_expression)
                                    : ConditionOfFilter(input.filter));
  TABLEROCK_ASSIGN(read.projection, input.projection_expression ? expressions.Projection(input.projection_expression)
                                                                : ProjectionOfAttributesToGet(input.attributes_to_get));
  TABLEROCK_TRY(expressions.End());
  TABLEROCK_TRY(CheckSelect(input));
  TABLEROCK_TRY(CheckStartKeyValues(input.exclusive_start_key));
  return read;
}

void SetExpressions(const ReadInput& input, ReadExpressions expressions, ReadPlan& plan) {
  plan.fetches_from_table = FetchesFromTable(plan.target, input.select, expressions.projection);
  plan.filter = std::move(expressions.filter);
  plan.projection = std::move(expressions.projection);
}

}  // namespace tablerock
