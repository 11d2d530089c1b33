// Inputs of the operations on global tables and on the scaling of replicas.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Member kReplicaMembers[] = {
    {"RegionName", kText},
};
constexpr Shape kReplica = StructureOf("Replica", kReplicaMembers);

constexpr Shape kReplicaList = ListOf(kReplica);

constexpr Member kCreateGlobalTableMembers[] = {
    {"GlobalTableName", kTableName, kRequired},
    {"ReplicationGroup", kReplicaList, kRequired},
};

constexpr Member kCreateReplicaActionMembers[] = {
    {"RegionName", kText, kRequired},
};
constexpr Shape kCreateReplicaAction = StructureOf("CreateReplicaAction", kCreateReplicaActionMembers);

constexpr Member kDeleteReplicaActionMembers[] = {
    {"RegionName", kText, kRequired},
};
constexpr Shape kDeleteReplicaAction = StructureOf("DeleteReplicaAction", kDeleteReplicaActionMembers);

constexpr Member kReplicaUpdateMembers[] = {
    {"Create", kCreateReplicaAction},
    {"Delete", kDeleteReplicaAction},
};
constexpr Shape kReplicaUpdate = StructureOf("ReplicaUpdate", kReplicaUpdateMembers);

constexpr Shape kReplicaUpdateList = ListOf(kReplicaUpdate);

constexpr Member kUpdateGlobalTableMembers[] = {
    {"GlobalTableName", kTableName, kRequired},
    {"ReplicaUpdates", kReplicaUpdateList, kRequired},
};

constexpr Member kDescribeGlobalTableMembers[] = {
    {"GlobalTableName", kTableName, kRequired},
};

constexpr Member kListGlobalTablesMembers[] = {
    {"ExclusiveStartGlobalTableName", kTableName},
    {"Limit", kPositiveIntegerObject},
    {"RegionName", kText},
};

constexpr Member kDescribeGlobalTableSettingsMembers[] = {
    {"GlobalTableName", kTableName, kRequired},
};

constexpr Shape kAutoScalingRoleArn = TextOf(1, 1600, kRoleArnPattern);

constexpr Shape kAutoScalingPolicyName = TextOf(1, 256, kPrintablePattern);

constexpr Member kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers[] = {
    {"DisableScaleIn", kBoolean},
    {"ScaleInCooldown", kInteger},
    {"ScaleOutCooldown", kInteger},
    {"TargetValue", kDouble, kRequired},
};
constexpr Shape kAutoScalingTargetTrackingScalingPolicyConfigurationUpdate =
    StructureOf("AutoScalingTargetTrackingScalingPolicyConfigurationUpdate",
                kAutoScalingTargetTrackingScalingPolicyConfigurationUpdateMembers);

constexpr Member kAutoScalingPolicyUpdateMembers[] = {
    {"PolicyName", kAutoScalingPolicyName},
    {"TargetTrackingScalingPolicyConfiguration", kAutoScalingTargetTrackingScalingPolicyConfigurationUpdate, kRequired},
};
constexpr Shape kAutoScalingPolicyUpdate = StructureOf("AutoScalingPolicyUpdate", kAutoScalingPolicyUpdateMembers);

constexpr Member kAutoScalingSettingsUpdateMembers[] = {
    {"MinimumUnits", kPositiveLongObject},
    {"MaximumUnits", kPositiveLongObject},
    {"AutoScalingDisabled", kBoolean},
    {"AutoScalingRoleArn", kAutoScalingRoleArn},
    {"ScalingPolicyUpdate", kAutoScalingPolicyUpdate},
};
constexpr Shape kAutoScalingSettingsUpdate =
    StructureOf("AutoScalingSettingsUpdate", kAutoScalingSettingsUpdateMembers);

constexpr Member kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", kIndexName, kRequired},
    {"ProvisionedWriteCapacityUnits", kPositiveLongObject},
    {"ProvisionedWriteCapacityAutoScalingSettingsUpdate", kAutoScalingSettingsUpdate},
};
constexpr Shape kGlobalTableGlobalSecondaryIndexSettingsUpdate =
    StructureOf("GlobalTableGlobalSecondaryIndexSettingsUpdate", kGlobalTableGlobalSecondaryIndexSettingsUpdateMembers);

constexpr Shape kGlobalTableGlobalSecondaryIndexSettingsUpdateList =
    ListOf(kGlobalTableGlobalSecondaryIndexSettingsUpdate, 1, 20);

constexpr Member kReplicaGlobalSecondaryIndexSettingsUpdateMembers[] = {
    {"IndexName", kIndexName, kRequired},
    {"ProvisionedReadCapacityUnits", kPositiveLongObject},
    {"ProvisionedReadCapacityAutoScalingSettingsUpdate", kAutoScalingSettingsUpdate},
};
constexpr Shape kReplicaGlobalSecondaryIndexSettingsUpdate =
    StructureOf("ReplicaGlobalSecondaryIndexSettingsUpdate", kReplicaGlobalSecondaryIndexSettingsUpdateMembers);

constexpr Shape kReplicaGlobalSecondaryIndexSettingsUpdateList =
    ListOf(kReplicaGlobalSecondaryIndexSettingsUpdate, 1, 20);

constexpr Member kReplicaSettingsUpdateMembers[] = {
    {"RegionName", kText, kRequired},
    {"ReplicaProvisionedReadCapacityUnits", kPositiveLongObject},
    {"ReplicaProvisionedReadCapacityAutoScalingSettingsUpdate", kAutoScalingSettingsUpdate},
    {"ReplicaGlobalSecondaryIndexSettingsUpdate", kReplicaGlobalSecondaryIndexSettingsUpdateList},
    {"ReplicaTableClass", kTableClass},
};
constexpr Shape kReplicaSettingsUpdate = StructureOf("ReplicaSettingsUpdate", kReplicaSettingsUpdateMembers);

constexpr Shape kReplicaSettingsUpdateList = ListOf(kReplicaSettingsUpdate, 1, 50);

constexpr Member kUpdateGlobalTableSettingsMembers[] = {
    {"GlobalTableName", kTableName, kRequired},
    {"GlobalTableBillingMode", kBillingMode},
    {"GlobalTableProvisionedWriteCapacityUnits", kPositiveLongObject},
    {"GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate", kAutoScalingSettingsUpdate},
    {"GlobalTableGlobalSecondaryIndexSettingsUpdate", kGlobalTableGlobalSecondaryIndexSettingsUpdateList},
    {"ReplicaSettingsUpdate", kReplicaSettingsUpdateList},
};

constexpr Member kGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", kIndexName},
    {"ProvisionedWriteCapacityAutoScalingUpdate", kAutoScalingSettingsUpdate},
};
constexpr Shape kGlobalSecondaryIndexAutoScalingUpdate =
    StructureOf("GlobalSecondaryIndexAutoScalingUpdate", kGlobalSecondaryIndexAutoScalingUpdateMembers);

constexpr Shape kGlobalSecondaryIndexAutoScalingUpdateList =
    ListOf(kGlobalSecondaryIndexAutoScalingUpdate, 1, kNoLimit);

constexpr Member kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers[] = {
    {"IndexName", kIndexName},
    {"ProvisionedReadCapacityAutoScalingUpdate", kAutoScalingSettingsUpdate},
};
constexpr Shape kReplicaGlobalSecondaryIndexAutoScalingUpdate =
    StructureOf("ReplicaGlobalSecondaryIndexAutoScalingUpdate", kReplicaGlobalSecondaryIndexAutoScalingUpdateMembers);

constexpr Shape kReplicaGlobalSecondaryIndexAutoScalingUpdateList =
    ListOf(kReplicaGlobalSecondaryIndexAutoScalingUpdate);

constexpr Member kReplicaAutoScalingUpdateMembers[] = {
    {"RegionName", kText, kRequired},
    {"ReplicaGlobalSecondaryIndexUpdates", kReplicaGlobalSecondaryIndexAutoScalingUpdateList},
    {"ReplicaProvisionedReadCapacityAutoScalingUpdate", kAutoScalingSettingsUpdate},
};
constexpr Shape kReplicaAutoScalingUpdate = StructureOf("ReplicaAutoScalingUpdate", kReplicaAutoScalingUpdateMembers);

constexpr Shape kReplicaAutoScalingUpdateList = ListOf(kReplicaAutoScalingUpdate, 1, kNoLimit);

constexpr Member kUpdateTableReplicaAutoScalingMembers[] = {
    {"GlobalSecondaryIndexUpdates", kGlobalSecondaryIndexAutoScalingUpdateList},
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
    {"ProvisionedWriteCapacityAutoScalingUpdate", kAutoScalingSettingsUpdate},
    {"ReplicaUpdates", kReplicaAutoScalingUpdateList},
};

constexpr Member kDescribeTableReplicaAutoScalingMembers[] = {
    {"TableName", kTableNameOrArn, kRequired, kTableNameNotes},
};

}  // namespace

constinit const InputShape kCreateGlobalTableInput{"CreateGlobalTable",
                                                   StructureOf("CreateGlobalTableInput", kCreateGlobalTableMembers)};
constinit const InputShape kUpdateGlobalTableInput{"UpdateGlobalTable",
                                                   StructureOf("UpdateGlobalTableInput", kUpdateGlobalTableMembers)};
constinit const InputShape kDescribeGlobalTableInput{
    "DescribeGlobalTable", StructureOf("DescribeGlobalTableInput", kDescribeGlobalTableMembers)};
constinit const InputShape kListGlobalTablesInput{"ListGlobalTables",
                                                  StructureOf("ListGlobalTablesInput", kListGlobalTablesMembers)};
constinit const InputShape kDescribeGlobalTableSettingsInput{
    "DescribeGlobalTableSettings",
    StructureOf("DescribeGlobalTableSettingsInput", kDescribeGlobalTableSettingsMembers)};
constinit const InputShape kUpdateGlobalTableSettingsInput{
    "UpdateGlobalTableSettings", StructureOf("UpdateGlobalTableSettingsInput", kUpdateGlobalTableSettingsMembers)};
constinit const InputShape kUpdateTableReplicaAutoScalingInput{
    "UpdateTableReplicaAutoScaling",
    StructureOf("UpdateTableReplicaAutoScalingInput", kUpdateTableReplicaAutoScalingMembers)};
constinit const InputShape kDescribeTableReplicaAutoScalingInput{
    "DescribeTableReplicaAutoScaling",
    StructureOf("DescribeTableReplicaAutoScalingInput", kDescribeTableReplicaAutoScalingMembers)};

}  // namespace tablerock
