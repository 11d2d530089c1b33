// DeleteItem: removes one item, if its condition holds. Deleting what is not there succeeds.
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

struct DeleteItemInput {
  std::string table_name;
  ItemInput key;
  std::optional<std::string> condition_expression;
  LegacyConditions expected;  // Expected, ConditionalOperator
  ExpressionAttributesInput attributes;
  ReturnValues return_values = ReturnValues::kNone;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
  ReturnValuesOnConditionCheckFailure return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
};
using DeleteItemOutput = ItemWriteOutput;

Result<DeleteItemOutput> DeleteItem(Database& database, const RequestContext& context, const DeleteItemInput& input);

}  // namespace tablerock
