// Inputs of the transactions: TransactGetItems, TransactWriteItems.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Member kGetMembers[] = {
    {"Key", kAttributes, kRequired},
    {"TableName", kTableNameOrArn, kRequired},
    {"ProjectionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
};
constexpr Shape kGet = StructureOf("Get", kGetMembers);

constexpr Member kTransactGetItemMembers[] = {
    {"Get", kGet, kRequired},
};
constexpr Shape kTransactGetItem = StructureOf("TransactGetItem", kTransactGetItemMembers);

constexpr Shape kTransactGetItemList = ListOf(kTransactGetItem, 1, 100);

constexpr Member kTransactGetItemsMembers[] = {
    {"TransactItems", kTransactGetItemList, kRequired},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
};

constexpr Member kConditionCheckMembers[] = {
    {"Key", kAttributes, kRequired},
    {"TableName", kTableNameOrArn, kRequired},
    {"ConditionExpression", kText, kRequired},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};
constexpr Shape kConditionCheck = StructureOf("ConditionCheck", kConditionCheckMembers);

constexpr Member kPutMembers[] = {
    {"Item", kAttributes, kRequired},
    {"TableName", kTableNameOrArn, kRequired},
    {"ConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};
constexpr Shape kPut = StructureOf("Put", kPutMembers);

constexpr Member kDeleteMembers[] = {
    {"Key", kAttributes, kRequired},
    {"TableName", kTableNameOrArn, kRequired},
    {"ConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};
constexpr Shape kDelete = StructureOf("Delete", kDeleteMembers);

constexpr Member kUpdateMembers[] = {
    {"Key", kAttributes, kRequired},
    {"UpdateExpression", kText, kRequired},
    {"TableName", kTableNameOrArn, kRequired},
    {"ConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ReturnValuesOnConditionCheckFailure", kReturnValuesOnConditionCheckFailure},
};
constexpr Shape kUpdate = StructureOf("Update", kUpdateMembers);

constexpr Member kTransactWriteItemMembers[] = {
    {"ConditionCheck", kConditionCheck},
    {"Put", kPut},
    {"Delete", kDelete},
    {"Update", kUpdate},
};
constexpr Shape kTransactWriteItem = StructureOf("TransactWriteItem", kTransactWriteItemMembers);

constexpr Shape kTransactWriteItemList = ListOf(kTransactWriteItem, 1, 100);

constexpr Member kTransactWriteItemsMembers[] = {
    {"TransactItems", kTransactWriteItemList, kRequired},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", kReturnItemCollectionMetrics},
    {"ClientRequestToken", kClientRequestToken},
};

}  // namespace

constinit const InputShape kTransactGetItemsInput{"TransactGetItems",
                                                  StructureOf("TransactGetItemsInput", kTransactGetItemsMembers)};
constinit const InputShape kTransactWriteItemsInput{"TransactWriteItems",
                                                    StructureOf("TransactWriteItemsInput", kTransactWriteItemsMembers)};

}  // namespace tablerock
