// Inputs of the operations on one item: PutItem, GetItem, UpdateItem, DeleteItem.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Member kExpectedAttributeValueMembers[] = {
    {"Value", kAttributeValue},
    {"Exists", kBoolean},
    {"ComparisonOperator", kComparisonOperator},
    {"AttributeValueList", kAttributeValueList},
};
constexpr Shape kExpectedAttributeValue = StructureOf("ExpectedAttributeValue", kExpectedAttributeValueMembers);

constexpr Shape kExpectedAttributeMap = MapOf(kAttributeName, kExpectedAttributeValue);

constexpr std::string_view kReturnValueValues[] = {"ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"};
// UPDATE_NEW is what the service says. aws-messages.md family 4.
constexpr std::string_view kReturnValueCurrent =
    "Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, "
    "NONE]";
constexpr Shape kReturnValue = EnumOf(kReturnValueValues, kReturnValueCurrent);

constexpr Member kPutItemMembers[] = {
    {"ReturnValues", kReturnValue, kOptional, {.current_position = 25}},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"Item", kAttributes, kRequired},
    {"ConditionalOperator", kConditionalOperator},
    {"Expected", kExpectedAttributeMap},
    {"ReturnItemCollectionMetrics", kReturnItemCollectionMetrics},
    {"ConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};

constexpr Member kGetItemMembers[] = {
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"AttributesToGet", kAttributeNameList},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"Key", kAttributes, kRequired},
    {"ConsistentRead", kBoolean},
    {"ProjectionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
};

constexpr std::string_view kAttributeActionValues[] = {"ADD", "PUT", "DELETE"};
constexpr Shape kAttributeAction = EnumOf(kAttributeActionValues);

constexpr Member kAttributeValueUpdateMembers[] = {
    {"Value", kAttributeValue},
    {"Action", kAttributeAction},
};
constexpr Shape kAttributeValueUpdate = StructureOf("AttributeValueUpdate", kAttributeValueUpdateMembers);

constexpr Shape kAttributeUpdates = MapOf(kAttributeName, kAttributeValueUpdate);

constexpr Member kUpdateItemMembers[] = {
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"ReturnItemCollectionMetrics", kReturnItemCollectionMetrics},
    {"ReturnValues", kReturnValue, kOptional, {.current_position = 5}},
    {"Key", kAttributes, kRequired},
    {"ConditionalOperator", kConditionalOperator},
    {"Expected", kExpectedAttributeMap},
    {"AttributeUpdates", kAttributeUpdates},
    {"UpdateExpression", kText},
    {"ConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};

constexpr Member kDeleteItemMembers[] = {
    {"ReturnValues", kReturnValue, kOptional, {.current_position = 25}},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"ReturnItemCollectionMetrics", kReturnItemCollectionMetrics},
    {"Key", kAttributes, kRequired},
    {"ConditionalOperator", kConditionalOperator},
    {"Expected", kExpectedAttributeMap},
    {"ConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};

}  // namespace

constinit const InputShape kPutItemInput{"PutItem", StructureOf("PutItemInput", kPutItemMembers)};
constinit const InputShape kGetItemInput{"GetItem", StructureOf("GetItemInput", kGetItemMembers)};
constinit const InputShape kUpdateItemInput{.operation = "UpdateItem",
                                            .structure = StructureOf("UpdateItemInput", kUpdateItemMembers),
                                            .current_stops_at_first = true};
constinit const InputShape kDeleteItemInput{"DeleteItem", StructureOf("DeleteItemInput", kDeleteItemMembers)};

}  // namespace tablerock
