// UpdateItem: changes attributes of one item, or creates it; the condition and every operand see the item as it was.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/legacy_inputs.h"
#include "operations/request_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

struct UpdateItemInput {
  std::string table_name;
  ItemInput key;
  std::optional<std::string> update_expression;
  std::optional<std::string> condition_expression;
  LegacyConditions expected;                                   // Expected, ConditionalOperator
  std::optional<std::vector<LegacyUpdate>> attribute_updates;  // AttributeUpdates
  ExpressionAttributesInput attributes;
  ReturnValues return_values = ReturnValues::kNone;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
  ReturnValuesOnConditionCheckFailure return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
};
using UpdateItemOutput = ItemWriteOutput;

Result<UpdateItemOutput> UpdateItem(Database& database, const RequestContext& context, const UpdateItemInput& input);

}  // namespace tablerock
