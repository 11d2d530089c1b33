// The shapes that inputs of several groups of operations have in common.
#pragma once

#include "wire/shapes/shape.h"

namespace tablerock {

inline constexpr Shape kText{.kind = ShapeKind::kText};
inline constexpr Shape kInteger{.kind = ShapeKind::kInteger};
inline constexpr Shape kLong{.kind = ShapeKind::kLong};
inline constexpr Shape kDouble{.kind = ShapeKind::kDouble};
inline constexpr Shape kBoolean{.kind = ShapeKind::kBoolean};
inline constexpr Shape kTimestamp{.kind = ShapeKind::kTimestamp};
inline constexpr Shape kAttributeValue{.kind = ShapeKind::kAttributeValue, .name = "AttributeValue"};
// Whose names' lengths are the attribute value decoder's to check.
inline constexpr Shape kAttributes{.kind = ShapeKind::kAttributes};

inline constexpr Shape kAttributeName = TextOf(kNoLimit, 65535);

// A table's name, or an ARN that names it. behaviours.md row 37.
inline constexpr Shape kTableNameOrArn{
    .kind = ShapeKind::kText, .min = 1, .max = 255, .pattern = &kNamePattern, .or_arn = true};
inline constexpr Shape kNewTableNameOrArn{
    .kind = ShapeKind::kText, .min = 3, .max = 255, .pattern = &kNamePattern, .or_arn = true};

inline constexpr Shape kTableArn = TextOf(1, 1024);
inline constexpr MemberNotes kTableNameNotes{.alone = true};
// Of the operations on tables.
inline constexpr MemberNotes kNamedTableNotes{
    .missing = "The parameter 'TableName' is required but was not present in the request", .alone = true};

inline constexpr std::string_view kComparisonOperatorValues[] = {
    "IN", "NULL", "BETWEEN", "LT", "NOT_CONTAINS", "EQ", "GT", "NOT_NULL", "NE", "LE", "BEGINS_WITH", "GE", "CONTAINS"};
inline constexpr Shape kComparisonOperator = EnumOf(kComparisonOperatorValues);

inline constexpr Shape kAttributeValueList = ListOf(kAttributeValue);

inline constexpr std::string_view kReturnConsumedCapacityValues[] = {"INDEXES", "TOTAL", "NONE"};
inline constexpr Shape kReturnConsumedCapacity = EnumOf(kReturnConsumedCapacityValues);

inline constexpr std::string_view kReturnItemCollectionMetricsValues[] = {"SIZE", "NONE"};
inline constexpr Shape kReturnItemCollectionMetrics = EnumOf(kReturnItemCollectionMetricsValues);

inline constexpr std::string_view kConditionalOperatorValues[] = {"OR", "AND"};
inline constexpr Shape kConditionalOperator = EnumOf(kConditionalOperatorValues);

inline constexpr Shape kExpressionAttributeNameMap = MapOf(kText, kAttributeName);

inline constexpr Shape kExpressionAttributeValueMap = MapOf(kText, kAttributeValue);

inline constexpr std::string_view kReturnValuesOnConditionCheckFailureValues[] = {"ALL_OLD", "NONE"};
inline constexpr Shape kReturnValuesOnConditionCheckFailure = EnumOf(kReturnValuesOnConditionCheckFailureValues);

inline constexpr Shape kAttributeNameList = ListOf(kAttributeName, 1, kNoLimit);

inline constexpr Shape kIndexName = TextOf(3, 255, kNamePattern);

inline constexpr Shape kPositiveIntegerObject = IntegerOf(1, kNoLimit);

inline constexpr Shape kClientRequestToken = TextOf(1, 36);

inline constexpr Shape kKeySchemaAttributeName = TextOf(1, 255);

inline constexpr std::string_view kScalarAttributeTypeValues[] = {"B", "N", "S"};
inline constexpr Shape kScalarAttributeType = EnumOf(kScalarAttributeTypeValues);

inline constexpr Member kAttributeDefinitionMembers[] = {
    {"AttributeName", kKeySchemaAttributeName, kRequired},
    {"AttributeType", kScalarAttributeType, kRequired},
};
inline constexpr Shape kAttributeDefinition = StructureOf("AttributeDefinition", kAttributeDefinitionMembers);

inline constexpr Shape kAttributeDefinitions = ListOf(kAttributeDefinition);

inline constexpr std::string_view kKeyTypeValues[] = {"HASH", "RANGE"};
inline constexpr Shape kKeyType = EnumOf(kKeyTypeValues);

inline constexpr Member kKeySchemaElementMembers[] = {
    {"AttributeName", kKeySchemaAttributeName, kRequired},
    {"KeyType", kKeyType, kRequired},
};
inline constexpr Shape kKeySchemaElement = StructureOf("KeySchemaElement", kKeySchemaElementMembers);

// The model has no maximum any more, since a global secondary index may have several attributes a key.
inline constexpr Shape kKeySchema = ListOf(kKeySchemaElement, 1, 2);
inline constexpr Shape kGlobalIndexKeySchema = ListOf(kKeySchemaElement, 1, 8);

inline constexpr std::string_view kProjectionTypeValues[] = {"ALL", "INCLUDE", "KEYS_ONLY"};
inline constexpr Shape kProjectionType = EnumOf(kProjectionTypeValues);

inline constexpr Shape kNonKeyAttributeName = TextOf(1, 255);

inline constexpr Shape kNonKeyAttributeNameList = ListOf(kNonKeyAttributeName, 1, 20);

inline constexpr Member kProjectionMembers[] = {
    {"ProjectionType", kProjectionType},
    {"NonKeyAttributes", kNonKeyAttributeNameList},
};
inline constexpr Shape kProjection = StructureOf("Projection", kProjectionMembers);

inline constexpr Member kLocalSecondaryIndexMembers[] = {
    {"IndexName", kIndexName, kRequired},
    {"KeySchema", kKeySchema, kRequired},
    {"Projection", kProjection, kRequired},
};
inline constexpr Shape kLocalSecondaryIndex = StructureOf("LocalSecondaryIndex", kLocalSecondaryIndexMembers);

inline constexpr Shape kLocalSecondaryIndexList = ListOf(kLocalSecondaryIndex);

inline constexpr Shape kPositiveLongObject = LongOf(1, kNoLimit);

inline constexpr Member kProvisionedThroughputMembers[] = {
    {"WriteCapacityUnits", kPositiveLongObject, kRequired},
    {"ReadCapacityUnits", kPositiveLongObject, kRequired},
};
inline constexpr Shape kProvisionedThroughput = StructureOf("ProvisionedThroughput", kProvisionedThroughputMembers);

inline constexpr Member kOnDemandThroughputMembers[] = {
    {"MaxReadRequestUnits", kLong},
    {"MaxWriteRequestUnits", kLong},
};
inline constexpr Shape kOnDemandThroughput = StructureOf("OnDemandThroughput", kOnDemandThroughputMembers);

inline constexpr Member kWarmThroughputMembers[] = {
    {"ReadUnitsPerSecond", kLong},
    {"WriteUnitsPerSecond", kLong},
};
inline constexpr Shape kWarmThroughput = StructureOf("WarmThroughput", kWarmThroughputMembers);

inline constexpr Member kGlobalSecondaryIndexMembers[] = {
    {"IndexName", kIndexName, kRequired},        {"KeySchema", kGlobalIndexKeySchema, kRequired},
    {"Projection", kProjection, kRequired},      {"ProvisionedThroughput", kProvisionedThroughput},
    {"OnDemandThroughput", kOnDemandThroughput}, {"WarmThroughput", kWarmThroughput},
};
inline constexpr Shape kGlobalSecondaryIndex = StructureOf("GlobalSecondaryIndex", kGlobalSecondaryIndexMembers);

inline constexpr Shape kGlobalSecondaryIndexList = ListOf(kGlobalSecondaryIndex);

inline constexpr std::string_view kBillingModeValues[] = {"PROVISIONED", "PAY_PER_REQUEST"};
inline constexpr Shape kBillingMode = EnumOf(kBillingModeValues);

inline constexpr std::string_view kSSETypeValues[] = {"AES256", "KMS"};
inline constexpr Shape kSSEType = EnumOf(kSSETypeValues);

inline constexpr Member kSSESpecificationMembers[] = {
    {"Enabled", kBoolean},
    {"SSEType", kSSEType},
    {"KMSMasterKeyId", kText},
};
inline constexpr Shape kSSESpecification = StructureOf("SSESpecification", kSSESpecificationMembers);

inline constexpr Shape kTagKeyString = TextOf(1, 128);

inline constexpr Shape kTagValueString = TextOf(0, 256);

inline constexpr Member kTagMembers[] = {
    {"Key", kTagKeyString, kRequired},
    {"Value", kTagValueString, kRequired},
};
inline constexpr Shape kTag = StructureOf("Tag", kTagMembers);

inline constexpr Shape kTagList = ListOf(kTag);

inline constexpr std::string_view kTableClassValues[] = {"STANDARD", "STANDARD_INFREQUENT_ACCESS"};
inline constexpr Shape kTableClass = EnumOf(kTableClassValues);

inline constexpr Shape kTableName = TextOf(3, 255, kNamePattern);

inline constexpr Shape kStreamArn = TextOf(37, 1024);

}  // namespace tablerock
