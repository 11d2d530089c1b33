#include "wire/inputs/item_inputs.h"

#include "wire/inputs/member_binding.h"

namespace tablerock {
namespace {

// What PutItem, UpdateItem and DeleteItem have in common.
template <typename Input>
void BindWrite(const InputStructure& request, Input& input) {
  input.table_name = BindText(request["TableName"]);
  input.condition_expression = BindOptionalText(request["ConditionExpression"]);
  input.attributes =
      BindExpressionAttributes(request["ExpressionAttributeNames"], request["ExpressionAttributeValues"]);
  input.expected = BindLegacyConditions(request["Expected"], request["ConditionalOperator"]);
  input.return_values = BindReturnValues(request["ReturnValues"]);
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  input.return_item_collection_metrics = BindReturnItemCollectionMetrics(request["ReturnItemCollectionMetrics"]);
  input.return_values_on_condition_check_failure =
      BindReturnValuesOnConditionCheckFailure(request["ReturnValuesOnConditionCheckFailure"]);
}

std::optional<Select> BindSelect(const InputValue& value) {
  if (!value) return std::nullopt;
  return value.text() == "ALL_ATTRIBUTES"             ? Select::kAllAttributes
         : value.text() == "ALL_PROJECTED_ATTRIBUTES" ? Select::kAllProjectedAttributes
         : value.text() == "SPECIFIC_ATTRIBUTES"      ? Select::kSpecificAttributes
                                                      : Select::kCount;
}

std::optional<std::int32_t> BindInteger32(const InputValue& value) {
  if (!value) return std::nullopt;
  return static_cast<std::int32_t>(value.integer());
}

// What Query and Scan have in common.
void BindRead(const InputStructure& request, std::string_view filter, ReadInput& input) {
  input.table_name = BindText(request["TableName"]);
  input.index_name = BindOptionalText(request["IndexName"]);
  input.filter_expression = BindOptionalText(request["FilterExpression"]);
  input.projection_expression = BindOptionalText(request["ProjectionExpression"]);
  input.attributes =
      BindExpressionAttributes(request["ExpressionAttributeNames"], request["ExpressionAttributeValues"]);
  input.filter = BindLegacyConditions(request[filter], request["ConditionalOperator"]);
  input.attributes_to_get = BindOptionalTexts(request["AttributesToGet"]);
  input.limit = BindInteger32(request["Limit"]);
  input.select = BindSelect(request["Select"]);
  input.consistent_read = BindFlag(request["ConsistentRead"]);
  if (request["ExclusiveStartKey"]) input.exclusive_start_key = BindItem(request["ExclusiveStartKey"]);
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
}

}  // namespace

PutItemInput BindPutItem(const InputStructure& request) {
  PutItemInput input;
  BindWrite(request, input);
  input.item = BindItem(request["Item"]);
  return input;
}

GetItemInput BindGetItem(const InputStructure& request) {
  GetItemInput input;
  input.table_name = BindText(request["TableName"]);
  input.key = BindItem(request["Key"]);
  input.consistent_read = BindFlag(request["ConsistentRead"]);
  input.projection_expression = BindOptionalText(request["ProjectionExpression"]);
  input.attributes_to_get = BindOptionalTexts(request["AttributesToGet"]);
  input.attributes = BindExpressionAttributes(request["ExpressionAttributeNames"]);
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  return input;
}

UpdateItemInput BindUpdateItem(const InputStructure& request) {
  UpdateItemInput input;
  BindWrite(request, input);
  input.key = BindItem(request["Key"]);
  input.update_expression = BindOptionalText(request["UpdateExpression"]);
  input.attribute_updates = BindAttributeUpdates(request["AttributeUpdates"]);
  return input;
}

DeleteItemInput BindDeleteItem(const InputStructure& request) {
  DeleteItemInput input;
  BindWrite(request, input);
  input.key = BindItem(request["Key"]);
  return input;
}

QueryInput BindQuery(const InputStructure& request) {
  QueryInput input;
  BindRead(request, "QueryFilter", input);
  input.key_conditions = BindLegacyConditions(request["KeyConditions"]);
  input.key_condition_expression = BindOptionalText(request["KeyConditionExpression"]);
  input.scan_index_forward = BindFlag(request["ScanIndexForward"], true);
  return input;
}

ScanInput BindScan(const InputStructure& request) {
  ScanInput input;
  BindRead(request, "ScanFilter", input);
  input.segment = BindInteger32(request["Segment"]);
  input.total_segments = BindInteger32(request["TotalSegments"]);
  return input;
}

BatchGetItemInput BindBatchGetItem(const InputStructure& request) {
  BatchGetItemInput input;
  for (const InputEntry& entry : request["RequestItems"].entries()) {
    const InputStructure& table = entry.value.structure();
    KeysAndAttributesInput& keys = input.request_items.emplace_back();
    keys.table_name = entry.key;
    for (const InputValue& key : table["Keys"].elements()) keys.keys.push_back(BindItem(key));
    keys.consistent_read = BindFlag(table["ConsistentRead"]);
    keys.projection_expression = BindOptionalText(table["ProjectionExpression"]);
    keys.attributes_to_get = BindOptionalTexts(table["AttributesToGet"]);
    keys.attributes = BindExpressionAttributes(table["ExpressionAttributeNames"]);
  }
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  return input;
}

BatchWriteItemInput BindBatchWriteItem(const InputStructure& request) {
  BatchWriteItemInput input;
  for (const InputEntry& entry : request["RequestItems"].entries()) {
    BatchWriteTableInput& table = input.request_items.emplace_back();
    table.table_name = entry.key;
    for (const InputValue& element : entry.value.elements()) {
      const InputStructure& member = element.structure();
      WriteRequestInput& write = table.requests.emplace_back();
      if (const InputValue& put = member["PutRequest"]) {
        write.has_put = true;
        write.put_item = BindItem(put.structure()["Item"]);
      }
      if (const InputValue& remove = member["DeleteRequest"]) {
        write.has_delete = true;
        write.delete_key = BindItem(remove.structure()["Key"]);
      }
    }
  }
  input.return_consumed_capacity = BindReturnConsumedCapacity(request["ReturnConsumedCapacity"]);
  input.return_item_collection_metrics = BindReturnItemCollectionMetrics(request["ReturnItemCollectionMetrics"]);
  return input;
}

}  // namespace tablerock
