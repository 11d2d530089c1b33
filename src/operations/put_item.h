// PutItem: creates an item or replaces it whole; the condition sees the item it replaces.
#pragma once

#include <optional>
#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/legacy_inputs.h"
#include "operations/request_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

struct PutItemInput {
  std::string table_name;
  ItemInput item;
  std::optional<std::string> condition_expression;
  LegacyConditions expected;  // Expected, ConditionalOperator
  ExpressionAttributesInput attributes;
  ReturnValues return_values = ReturnValues::kNone;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
  ReturnValuesOnConditionCheckFailure return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
};
using PutItemOutput = ItemWriteOutput;

Result<PutItemOutput> PutItem(Database& database, const RequestContext& context, const PutItemInput& input);

}  // namespace tablerock
