// Inputs of the operations on a batch of items: BatchGetItem, BatchWriteItem.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Shape kKeyList = ListOf(kAttributes, 1, 100);

constexpr Member kKeysAndAttributesMembers[] = {
    {"Keys", kKeyList, kRequired, {.without_echo = true}},
    {"AttributesToGet", kAttributeNameList},
    {"ConsistentRead", kBoolean},
    {"ProjectionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
};
constexpr Shape kKeysAndAttributes = StructureOf("KeysAndAttributes", kKeysAndAttributesMembers);

constexpr Shape kBatchGetRequestMap = MapOf(kTableNameOrArn, kKeysAndAttributes, 1, 100);

constexpr Member kBatchGetItemMembers[] = {
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"RequestItems",
     kBatchGetRequestMap,
     kRequired,
     {.empty = "The requestItems parameter is required for BatchGetItem"}},
};

constexpr Member kPutRequestMembers[] = {
    {"Item", kAttributes, kRequired},
};
constexpr Shape kPutRequest = StructureOf("PutRequest", kPutRequestMembers);

constexpr Member kDeleteRequestMembers[] = {
    {"Key", kAttributes, kRequired},
};
constexpr Shape kDeleteRequest = StructureOf("DeleteRequest", kDeleteRequestMembers);

constexpr Member kWriteRequestMembers[] = {
    {"PutRequest", kPutRequest},
    {"DeleteRequest", kDeleteRequest},
};
constexpr Shape kWriteRequest = StructureOf("WriteRequest", kWriteRequestMembers);

constexpr Shape kWriteRequests = ListOf(kWriteRequest, 1, 25);

constexpr Shape kBatchWriteItemRequestMap = MapOf(kTableNameOrArn, kWriteRequests, 1, 25);

constexpr Member kBatchWriteItemMembers[] = {
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"ReturnItemCollectionMetrics", kReturnItemCollectionMetrics},
    {"RequestItems",
     kBatchWriteItemRequestMap,
     kRequired,
     {.empty = "The requestItems parameter is required for BatchWriteItem"}},
};

}  // namespace

constinit const InputShape kBatchGetItemInput{"BatchGetItem", StructureOf("BatchGetItemInput", kBatchGetItemMembers)};
constinit const InputShape kBatchWriteItemInput{"BatchWriteItem",
                                                StructureOf("BatchWriteItemInput", kBatchWriteItemMembers)};

}  // namespace tablerock
