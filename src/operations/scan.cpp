#include "operations/scan.h"

#include <string>

#include "operations/item_keys.h"
#include "operations/key_range_bounds.h"
#include "operations/legacy_conditions.h"
#include "operations/read_expressions.h"
#include "operations/request_expressions.h"
#include "operations/start_key.h"

namespace tablerock {
namespace {

// behaviours.md row 40. The tail of the last text went in 2026.
Result<void> CheckSegment(const ScanInput& input) {
  if (input.segment && !input.total_segments) {
    return ApiError::Validation(
        "The TotalSegments parameter is required but was not present in the request when Segment parameter is present");
  }
  if (!input.total_segments) return {};
  if (!input.segment) {
    return ApiError::Validation(
        "The Segment parameter is required but was not present in the request when parameter TotalSegments is present");
  }
  if (*input.segment < *input.total_segments) return {};
  const std::string text = "The Segment parameter is zero-based and must be less than parameter TotalSegments";
  return ApiError(ErrorType::kValidation,
                  text + ": Segment: " + std::to_string(*input.segment) +
                      " is not less than TotalSegments: " + std::to_string(*input.total_segments),
                  text);
}

// All that can be said of the input before the table is known.
Result<ReadExpressions> CheckInput(const RequestContext& context, const ScanInput& input) {
  TABLEROCK_TRY(CheckNotMixed({{"AttributesToGet", input.attributes_to_get.has_value()},
                               {"ScanFilter", input.filter.comparisons.has_value()},
                               {"ConditionalOperator", input.filter.conditional_operator.has_value()}},
                              {{"ProjectionExpression", input.projection_expression.has_value()},
                               {"FilterExpression", input.filter_expression.has_value()}}));
  RequestExpressions expressions(context.wording);
  TABLEROCK_TRY(
      expressions.Begin(input.attributes, {{ExpressionKind::kProjection, input.projection_expression.has_value()},
                                           {ExpressionKind::kFilter, input.filter_expression.has_value()}}));
  TABLEROCK_TRY(CheckSegment(input));
  return ParseReadExpressions(input, expressions);
}

// The keys of the whole target, or of one segment of it.
KeyBounds BoundsOf(const ScanInput& input, const ReadTarget& target) {
  std::string prefix = PrefixOf(target);
  if (!input.total_segments) return BoundsOfPrefix(std::move(prefix));
  return BoundsOfSegment(prefix, static_cast<std::uint32_t>(*input.segment),
                         static_cast<std::uint32_t>(*input.total_segments));
}

Result<void> StartBehind(const ScanInput& input, const ReadTarget& target, KeyBounds& bounds) {
  const std::string key = KeyOfStartKey(target, input.exclusive_start_key->item);
  if (!bounds.Contains(key)) {
    return ApiError::Validation(
        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct "
        "Segment. TotalSegments: " +
        std::to_string(*input.total_segments) + " Segment: " + std::to_string(*input.segment));
  }
  bounds.StartAfter(key);
  return {};
}

}  // namespace

Result<ScanRun> ScanRun::Begin(Database& database, const RequestContext& context, ScanInput request) {
  auto input = std::make_unique<const ScanInput>(std::move(request));
  TABLEROCK_ASSIGN(ReadExpressions expressions, CheckInput(context, *input));
  TABLEROCK_ASSIGN(ReadTarget target, FindReadTarget(database, context, *input));
  if (input->exclusive_start_key) TABLEROCK_TRY(CheckScanStartKey(target, input->exclusive_start_key->item));
  TABLEROCK_TRY(CheckSelectOfTarget(target, input->select));
  KeyBounds bounds = BoundsOf(*input, target);
  if (input->exclusive_start_key) TABLEROCK_TRY(StartBehind(*input, target, bounds));
  if (expressions.projection) TABLEROCK_TRY(CheckProjectionOfTarget(target, *expressions.projection));
  if (expressions.filter) TABLEROCK_TRY(CheckKeysAreWhole(target.description(), expressions.filter->paths()));

  ReadPlan plan = MakeReadPlan(std::move(target), *input);
  plan.bounds = std::move(bounds);
  SetExpressions(*input, std::move(expressions), plan);
  return ScanRun(std::move(input), std::make_unique<PageReader>(database, std::move(plan)));
}

Result<ScanOutput> Scan(Database& database, const RequestContext& context, ScanInput input) {
  TABLEROCK_ASSIGN(ScanRun run, ScanRun::Begin(database, context, std::move(input)));
  while (true) {
    TABLEROCK_ASSIGN(const bool complete, run.Step());
    if (complete) return run.TakeOutput();
  }
}

}  // namespace tablerock
