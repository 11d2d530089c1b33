#include "operations/query.h"

#include "expressions/key_condition_expression.h"
#include "operations/item_keys.h"
#include "operations/key_range_bounds.h"
#include "operations/legacy_conditions.h"
#include "operations/read_expressions.h"
#include "operations/request_expressions.h"
#include "operations/start_key.h"

namespace tablerock {
namespace {

struct QueryExpressions {
  KeyConditionExpression key_condition;
  ReadExpressions read;
};

// KeyConditions may stand beside expressions as long as there is no KeyConditionExpression.
Result<void> CheckParametersNotMixed(const QueryInput& input) {
  const bool has_both = input.key_conditions.comparisons && input.key_condition_expression;
  return CheckNotMixed({{"AttributesToGet", input.attributes_to_get.has_value()},
                        {"QueryFilter", input.filter.comparisons.has_value()},
                        {"ConditionalOperator", input.filter.conditional_operator.has_value()},
                        {"KeyConditions", has_both}},
                       {{"ProjectionExpression", input.projection_expression.has_value()},
                        {"FilterExpression", input.filter_expression.has_value()},
                        {"KeyConditionExpression", input.key_condition_expression.has_value()}});
}

// All that can be said of the input before the table is known.
Result<QueryExpressions> CheckInput(const RequestContext& context, const QueryInput& input) {
  TABLEROCK_TRY(CheckParametersNotMixed(input));
  RequestExpressions expressions(context.wording);
  TABLEROCK_TRY(expressions.Begin(input.attributes,
                                  {{ExpressionKind::kProjection, input.projection_expression.has_value()},
                                   {ExpressionKind::kFilter, input.filter_expression.has_value()},
                                   {ExpressionKind::kKeyCondition, input.key_condition_expression.has_value()}}));
  if (!input.key_condition_expression && !input.key_conditions.comparisons) {
    return ApiError::Validation(
        "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
  }
  TABLEROCK_ASSIGN(auto key_condition,
                   input.key_condition_expression
                       ? ParseKeyCondition(*input.key_condition_expression, expressions.placeholders())
                       : KeyConditionOf(input.key_conditions));
  TABLEROCK_ASSIGN(auto read, ParseReadExpressions(input, expressions));
  return QueryExpressions{std::move(key_condition), std::move(read)};
}

// The start key's attributes are looked at among the checks of the condition on them, as the service does.
Result<KeyRange> BindKeyCondition(const ReadTarget& target, const KeyConditionExpression& key_condition,
                                  const std::optional<ItemInput>& start_key) {
  const KeySchema& schema = target.key_schema();
  if (!start_key) return key_condition.Bind(schema);
  TABLEROCK_TRY(CheckQueryStartKeyCount(target, start_key->item));
  TABLEROCK_TRY(CheckStartKeyPart(start_key->item, schema.partition_key));
  TABLEROCK_ASSIGN(KeyRange range, key_condition.Bind(schema));
  TABLEROCK_TRY(CheckStartKeyPart(start_key->item, schema.sort_key));
  TABLEROCK_TRY(CheckStartKeyOfTable(target, start_key->item));
  TABLEROCK_TRY(CheckStartKeyInRange(schema, range, start_key->item));
  return range;
}

}  // namespace

Result<QueryRun> QueryRun::Begin(Database& database, const RequestContext& context, QueryInput request) {
  auto input = std::make_unique<const QueryInput>(std::move(request));
  TABLEROCK_ASSIGN(QueryExpressions expressions, CheckInput(context, *input));
  TABLEROCK_ASSIGN(ReadTarget target, FindReadTarget(database, context, *input));
  TABLEROCK_ASSIGN(const KeyRange range,
                   BindKeyCondition(target, expressions.key_condition, input->exclusive_start_key));
  const auto& [filter, projection] = expressions.read;
  if (projection) TABLEROCK_TRY(CheckProjectionOfTarget(target, *projection));
  if (filter) {
    const std::string_view parameter = input->filter.comparisons ? "QueryFilter" : "Filter Expression";
    TABLEROCK_TRY(filter->CheckNamesNoKeyOf(target.key_schema(), parameter));
    TABLEROCK_TRY(CheckFilterOfTarget(target, *filter));
  }
  TABLEROCK_TRY(CheckSelectOfTarget(target, input->select));
  if (filter) TABLEROCK_TRY(CheckKeysAreWhole(target.description(), filter->paths()));

  ReadPlan plan = MakeReadPlan(std::move(target), *input);
  plan.bounds = BoundsOfKeyRange(plan.target, range);
  plan.forward = input->scan_index_forward;
  if (input->exclusive_start_key) GoOnBehind(plan.target, input->exclusive_start_key->item, plan.forward, plan.bounds);
  SetExpressions(*input, std::move(expressions.read), plan);
  return QueryRun(std::move(input), std::make_unique<PageReader>(database, std::move(plan)));
}

Result<QueryOutput> Query(Database& database, const RequestContext& context, QueryInput input) {
  TABLEROCK_ASSIGN(QueryRun run, QueryRun::Begin(database, context, std::move(input)));
  while (true) {
    TABLEROCK_ASSIGN(const bool complete, run.Step());
    if (complete) return run.TakeOutput();
  }
}

}  // namespace tablerock
