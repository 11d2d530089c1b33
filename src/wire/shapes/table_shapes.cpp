// Inputs of the operations on tables: CreateTable, UpdateTable, DeleteTable, DescribeTable, ListTables; DescribeLimits,
// DescribeEndpoints.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/replica_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr std::string_view kStreamViewTypeValues[] = {"NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"};
constexpr Shape kStreamViewType = EnumOf(kStreamViewTypeValues);

constexpr Member kStreamSpecificationMembers[] = {
    {"StreamEnabled", kBoolean, kRequired},
    {"StreamViewType", kStreamViewType},
};
constexpr Shape kStreamSpecification = StructureOf("StreamSpecification", kStreamSpecificationMembers);

constexpr Member kCreateTableMembers[] = {
    {"AttributeDefinitions", kAttributeDefinitions, kRequired},
    {"TableName", kNewTableNameOrArn, kRequired, kNamedTableNotes},
    {"BillingMode", kBillingMode},
    {"ProvisionedThroughput", kProvisionedThroughput},
    {"KeySchema", kKeySchema, kRequired},
    {"LocalSecondaryIndexes", kLocalSecondaryIndexList},
    {"GlobalSecondaryIndexes", kGlobalSecondaryIndexList},
    {"StreamSpecification", kStreamSpecification},
    {"SSESpecification", kSSESpecification},
    {"Tags", kTagList},
    {"TableClass", kTableClass},
    {"DeletionProtectionEnabled", kBoolean},
    {"WarmThroughput", kWarmThroughput},
    {"ResourcePolicy", kText, kOptional, {.refused = ""}},
    {"OnDemandThroughput", kOnDemandThroughput},
    {"GlobalTableSourceArn", kTableArn, kOptional, {.refused = ""}},
    {"GlobalTableSettingsReplicationMode", kGlobalTableSettingsReplicationMode, kOptional, {.refused = ""}},
};

constexpr Member kUpdateGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", kIndexName, kRequired},
    {"ProvisionedThroughput", kProvisionedThroughput},
    {"OnDemandThroughput", kOnDemandThroughput},
    {"WarmThroughput", kWarmThroughput},
};
constexpr Shape kUpdateGlobalSecondaryIndexAction =
    StructureOf("UpdateGlobalSecondaryIndexAction", kUpdateGlobalSecondaryIndexActionMembers);

constexpr Member kCreateGlobalSecondaryIndexActionMembers[] = {
    {"Projection", kProjection, kRequired},
    {"IndexName", kIndexName, kRequired},
    {"ProvisionedThroughput", kProvisionedThroughput},
    {"KeySchema", kGlobalIndexKeySchema, kRequired},
    {"OnDemandThroughput", kOnDemandThroughput},
    {"WarmThroughput", kWarmThroughput},
};
constexpr Shape kCreateGlobalSecondaryIndexAction =
    StructureOf("CreateGlobalSecondaryIndexAction", kCreateGlobalSecondaryIndexActionMembers);

constexpr Member kDeleteGlobalSecondaryIndexActionMembers[] = {
    {"IndexName", kIndexName, kRequired},
};
constexpr Shape kDeleteGlobalSecondaryIndexAction =
    StructureOf("DeleteGlobalSecondaryIndexAction", kDeleteGlobalSecondaryIndexActionMembers);

constexpr Member kGlobalSecondaryIndexUpdateMembers[] = {
    {"Update", kUpdateGlobalSecondaryIndexAction},
    {"Create", kCreateGlobalSecondaryIndexAction},
    {"Delete", kDeleteGlobalSecondaryIndexAction},
};
constexpr Shape kGlobalSecondaryIndexUpdate =
    StructureOf("GlobalSecondaryIndexUpdate", kGlobalSecondaryIndexUpdateMembers);

constexpr Shape kGlobalSecondaryIndexUpdateList = ListOf(kGlobalSecondaryIndexUpdate);

constexpr Member kUpdateTableMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kNamedTableNotes},
    {"ProvisionedThroughput", kProvisionedThroughput},
    {"BillingMode", kBillingMode},
    {"GlobalSecondaryIndexUpdates", kGlobalSecondaryIndexUpdateList},
    {"AttributeDefinitions", kAttributeDefinitions},
    {"StreamSpecification", kStreamSpecification},
    {"SSESpecification", kSSESpecification},
    {"ReplicaUpdates", kReplicationGroupUpdateList},
    {"TableClass", kTableClass},
    {"DeletionProtectionEnabled", kBoolean},
    {"MultiRegionConsistency", kMultiRegionConsistency},
    {"GlobalTableWitnessUpdates", kGlobalTableWitnessGroupUpdateList},
    {"OnDemandThroughput", kOnDemandThroughput},
    {"WarmThroughput", kWarmThroughput},
    {"GlobalTableSettingsReplicationMode", kGlobalTableSettingsReplicationMode},
};

constexpr Member kDeleteTableMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kNamedTableNotes},
};

constexpr Member kDescribeTableMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kNamedTableNotes},
};

constexpr Shape kListTablesLimit = IntegerOf(1, 100);

constexpr Member kListTablesMembers[] = {
    {"Limit", kListTablesLimit},
    {"ExclusiveStartTableName", kTableName},
};

}  // namespace

constinit const InputShape kCreateTableInput{"CreateTable", StructureOf("CreateTableInput", kCreateTableMembers)};
constinit const InputShape kUpdateTableInput{"UpdateTable", StructureOf("UpdateTableInput", kUpdateTableMembers)};
constinit const InputShape kDeleteTableInput{"DeleteTable", StructureOf("DeleteTableInput", kDeleteTableMembers)};
constinit const InputShape kDescribeTableInput{"DescribeTable",
                                               StructureOf("DescribeTableInput", kDescribeTableMembers)};
constinit const InputShape kListTablesInput{"ListTables", StructureOf("ListTablesInput", kListTablesMembers)};
constinit const InputShape kDescribeLimitsInput{"DescribeLimits", StructureOf("DescribeLimitsInput")};
constinit const InputShape kDescribeEndpointsInput{"DescribeEndpoints", StructureOf("DescribeEndpointsRequest")};

}  // namespace tablerock
