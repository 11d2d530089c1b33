// What the inputs of PutItem, UpdateItem and DeleteItem have in common.
#pragma once

#include <optional>
#include <string>

#include "operations/legacy_inputs.h"
#include "operations/request_inputs.h"

namespace tablerock {

struct ItemWriteInput {
  std::string table_name;  // a name or an ARN
  std::optional<std::string> condition_expression;
  LegacyConditions expected;  // Expected, ConditionalOperator
  ExpressionAttributesInput attributes;
  ReturnValues return_values = ReturnValues::kNone;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
  ReturnValuesOnConditionCheckFailure return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
};

}  // namespace tablerock
