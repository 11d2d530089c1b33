// Inputs of the operations that read many items: Query, Scan.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr std::string_view kSelectValues[] = {"SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES",
                                              "ALL_PROJECTED_ATTRIBUTES"};
constexpr Shape kSelect = EnumOf(kSelectValues);

constexpr Member kConditionMembers[] = {
    {"AttributeValueList", kAttributeValueList},
    {"ComparisonOperator", kComparisonOperator, kRequired},
};
constexpr Shape kCondition = StructureOf("Condition", kConditionMembers);

constexpr Shape kKeyConditions = MapOf(kAttributeName, kCondition);

constexpr Shape kFilterConditionMap = MapOf(kAttributeName, kCondition);

constexpr Member kQueryMembers[] = {
    {"Select", kSelect},
    {"IndexName", kIndexName},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"QueryFilter", kFilterConditionMap},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"ConditionalOperator", kConditionalOperator},
    {"AttributesToGet", kAttributeNameList},
    {"Limit", kPositiveIntegerObject, kOptional, {.without_echo = true}},
    {"KeyConditions", kKeyConditions},
    {"ExclusiveStartKey", kAttributes},
    {"ConsistentRead", kBoolean},
    {"ScanIndexForward", kBoolean},
    {"ProjectionExpression", kText},
    {"FilterExpression", kText},
    {"KeyConditionExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
};

constexpr Shape kScanTotalSegments = IntegerOf(1, 1000000);

constexpr Shape kScanSegment = IntegerOf(0, 999999);

constexpr Member kScanMembers[] = {
    {"Select", kSelect},
    {"IndexName", kIndexName},
    {"TotalSegments", kScanTotalSegments},
    {"ReturnConsumedCapacity", kReturnConsumedCapacity},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"ConditionalOperator", kConditionalOperator},
    {"ScanFilter", kFilterConditionMap},
    {"Segment", kScanSegment},
    {"Limit", kPositiveIntegerObject},
    {"AttributesToGet", kAttributeNameList},
    {"ExclusiveStartKey", kAttributes},
    {"ProjectionExpression", kText},
    {"FilterExpression", kText},
    {"ExpressionAttributeNames", kExpressionAttributeNameMap},
    {"ExpressionAttributeValues", kExpressionAttributeValueMap},
    {"ConsistentRead", kBoolean},
};

}  // namespace

constinit const InputShape kQueryInput{"Query", StructureOf("QueryInput", kQueryMembers)};
constinit const InputShape kScanInput{"Scan", StructureOf("ScanInput", kScanMembers)};

}  // namespace tablerock
