// The input shapes of all operations: 57 of DynamoDB, 4 of DynamoDB Streams.
#pragma once

#include <span>

#include "wire/shapes/shape.h"

namespace tablerock {

// One item
extern const InputShape kPutItemInput;
extern const InputShape kGetItemInput;
extern const InputShape kUpdateItemInput;
extern const InputShape kDeleteItemInput;

// Many items
extern const InputShape kQueryInput;
extern const InputShape kScanInput;
extern const InputShape kBatchGetItemInput;
extern const InputShape kBatchWriteItemInput;
extern const InputShape kTransactGetItemsInput;
extern const InputShape kTransactWriteItemsInput;

// PartiQL
extern const InputShape kExecuteStatementInput;
extern const InputShape kBatchExecuteStatementInput;
extern const InputShape kExecuteTransactionInput;

// Tables
extern const InputShape kCreateTableInput;
extern const InputShape kUpdateTableInput;
extern const InputShape kDeleteTableInput;
extern const InputShape kDescribeTableInput;
extern const InputShape kListTablesInput;
extern const InputShape kDescribeLimitsInput;
extern const InputShape kDescribeEndpointsInput;

// What a table has beside its items
extern const InputShape kUpdateTimeToLiveInput;
extern const InputShape kDescribeTimeToLiveInput;
extern const InputShape kTagResourceInput;
extern const InputShape kUntagResourceInput;
extern const InputShape kListTagsOfResourceInput;
extern const InputShape kPutResourcePolicyInput;
extern const InputShape kGetResourcePolicyInput;
extern const InputShape kDeleteResourcePolicyInput;
extern const InputShape kUpdateContinuousBackupsInput;
extern const InputShape kDescribeContinuousBackupsInput;
extern const InputShape kUpdateContributorInsightsInput;
extern const InputShape kDescribeContributorInsightsInput;
extern const InputShape kListContributorInsightsInput;
extern const InputShape kEnableKinesisStreamingDestinationInput;
extern const InputShape kDisableKinesisStreamingDestinationInput;
extern const InputShape kUpdateKinesisStreamingDestinationInput;
extern const InputShape kDescribeKinesisStreamingDestinationInput;

// Backups, recovery, exports, imports
extern const InputShape kCreateBackupInput;
extern const InputShape kDeleteBackupInput;
extern const InputShape kDescribeBackupInput;
extern const InputShape kListBackupsInput;
extern const InputShape kRestoreTableFromBackupInput;
extern const InputShape kRestoreTableToPointInTimeInput;
extern const InputShape kExportTableToPointInTimeInput;
extern const InputShape kDescribeExportInput;
extern const InputShape kListExportsInput;
extern const InputShape kImportTableInput;
extern const InputShape kDescribeImportInput;
extern const InputShape kListImportsInput;

// Global tables
extern const InputShape kCreateGlobalTableInput;
extern const InputShape kUpdateGlobalTableInput;
extern const InputShape kDescribeGlobalTableInput;
extern const InputShape kListGlobalTablesInput;
extern const InputShape kDescribeGlobalTableSettingsInput;
extern const InputShape kUpdateGlobalTableSettingsInput;
extern const InputShape kUpdateTableReplicaAutoScalingInput;
extern const InputShape kDescribeTableReplicaAutoScalingInput;

// DynamoDB Streams
extern const InputShape kListStreamsInput;
extern const InputShape kDescribeStreamInput;
extern const InputShape kGetShardIteratorInput;
extern const InputShape kGetRecordsInput;

// All of them.
std::span<const InputShape* const> InputShapes();

}  // namespace tablerock
