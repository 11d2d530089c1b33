// The members of CreateTable and UpdateTable that make a table a global table or change its replicas.
#pragma once

#include "wire/shapes/shared_shapes.h"

namespace tablerock {

inline constexpr std::string_view kGlobalTableSettingsReplicationModeValues[] = {"ENABLED", "DISABLED",
                                                                                 "ENABLED_WITH_OVERRIDES"};
inline constexpr Shape kGlobalTableSettingsReplicationMode = EnumOf(kGlobalTableSettingsReplicationModeValues);

inline constexpr Member kProvisionedThroughputOverrideMembers[] = {
    {"ReadCapacityUnits", kPositiveLongObject},
};
inline constexpr Shape kProvisionedThroughputOverride =
    StructureOf("ProvisionedThroughputOverride", kProvisionedThroughputOverrideMembers);

inline constexpr Member kOnDemandThroughputOverrideMembers[] = {
    {"MaxReadRequestUnits", kLong},
};
inline constexpr Shape kOnDemandThroughputOverride =
    StructureOf("OnDemandThroughputOverride", kOnDemandThroughputOverrideMembers);

inline constexpr Member kReplicaGlobalSecondaryIndexMembers[] = {
    {"IndexName", kIndexName, kRequired},
    {"ProvisionedThroughputOverride", kProvisionedThroughputOverride},
    {"OnDemandThroughputOverride", kOnDemandThroughputOverride},
};
inline constexpr Shape kReplicaGlobalSecondaryIndex =
    StructureOf("ReplicaGlobalSecondaryIndex", kReplicaGlobalSecondaryIndexMembers);

inline constexpr Shape kReplicaGlobalSecondaryIndexList = ListOf(kReplicaGlobalSecondaryIndex, 1, kNoLimit);

inline constexpr Member kCreateReplicationGroupMemberActionMembers[] = {
    {"RegionName", kText, kRequired},
    {"KMSMasterKeyId", kText},
    {"ProvisionedThroughputOverride", kProvisionedThroughputOverride},
    {"OnDemandThroughputOverride", kOnDemandThroughputOverride},
    {"GlobalSecondaryIndexes", kReplicaGlobalSecondaryIndexList},
    {"TableClassOverride", kTableClass},
};
inline constexpr Shape kCreateReplicationGroupMemberAction =
    StructureOf("CreateReplicationGroupMemberAction", kCreateReplicationGroupMemberActionMembers);

inline constexpr Member kUpdateReplicationGroupMemberActionMembers[] = {
    {"RegionName", kText, kRequired},
    {"KMSMasterKeyId", kText},
    {"ProvisionedThroughputOverride", kProvisionedThroughputOverride},
    {"OnDemandThroughputOverride", kOnDemandThroughputOverride},
    {"GlobalSecondaryIndexes", kReplicaGlobalSecondaryIndexList},
    {"TableClassOverride", kTableClass},
};
inline constexpr Shape kUpdateReplicationGroupMemberAction =
    StructureOf("UpdateReplicationGroupMemberAction", kUpdateReplicationGroupMemberActionMembers);

inline constexpr Member kDeleteReplicationGroupMemberActionMembers[] = {
    {"RegionName", kText, kRequired},
};
inline constexpr Shape kDeleteReplicationGroupMemberAction =
    StructureOf("DeleteReplicationGroupMemberAction", kDeleteReplicationGroupMemberActionMembers);

inline constexpr Member kReplicationGroupUpdateMembers[] = {
    {"Create", kCreateReplicationGroupMemberAction},
    {"Update", kUpdateReplicationGroupMemberAction},
    {"Delete", kDeleteReplicationGroupMemberAction},
};
inline constexpr Shape kReplicationGroupUpdate = StructureOf("ReplicationGroupUpdate", kReplicationGroupUpdateMembers);

inline constexpr Shape kReplicationGroupUpdateList = ListOf(kReplicationGroupUpdate, 1, kNoLimit);

inline constexpr std::string_view kMultiRegionConsistencyValues[] = {"EVENTUAL", "STRONG"};
inline constexpr Shape kMultiRegionConsistency = EnumOf(kMultiRegionConsistencyValues);

inline constexpr Member kCreateGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", kText, kRequired},
};
inline constexpr Shape kCreateGlobalTableWitnessGroupMemberAction =
    StructureOf("CreateGlobalTableWitnessGroupMemberAction", kCreateGlobalTableWitnessGroupMemberActionMembers);

inline constexpr Member kDeleteGlobalTableWitnessGroupMemberActionMembers[] = {
    {"RegionName", kText, kRequired},
};
inline constexpr Shape kDeleteGlobalTableWitnessGroupMemberAction =
    StructureOf("DeleteGlobalTableWitnessGroupMemberAction", kDeleteGlobalTableWitnessGroupMemberActionMembers);

inline constexpr Member kGlobalTableWitnessGroupUpdateMembers[] = {
    {"Create", kCreateGlobalTableWitnessGroupMemberAction},
    {"Delete", kDeleteGlobalTableWitnessGroupMemberAction},
};
inline constexpr Shape kGlobalTableWitnessGroupUpdate =
    StructureOf("GlobalTableWitnessGroupUpdate", kGlobalTableWitnessGroupUpdateMembers);

inline constexpr Shape kGlobalTableWitnessGroupUpdateList = ListOf(kGlobalTableWitnessGroupUpdate, 1, 1);

}  // namespace tablerock
