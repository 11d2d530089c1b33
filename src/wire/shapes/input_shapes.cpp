#include "wire/shapes/input_shapes.h"

#include <array>

namespace tablerock {
namespace {

constexpr std::array kInputShapes{
    &kPutItemInput,
    &kGetItemInput,
    &kUpdateItemInput,
    &kDeleteItemInput,
    &kQueryInput,
    &kScanInput,
    &kBatchGetItemInput,
    &kBatchWriteItemInput,
    &kTransactGetItemsInput,
    &kTransactWriteItemsInput,
    &kExecuteStatementInput,
    &kBatchExecuteStatementInput,
    &kExecuteTransactionInput,
    &kCreateTableInput,
    &kUpdateTableInput,
    &kDeleteTableInput,
    &kDescribeTableInput,
    &kListTablesInput,
    &kDescribeLimitsInput,
    &kDescribeEndpointsInput,
    &kUpdateTimeToLiveInput,
    &kDescribeTimeToLiveInput,
    &kTagResourceInput,
    &kUntagResourceInput,
    &kListTagsOfResourceInput,
    &kPutResourcePolicyInput,
    &kGetResourcePolicyInput,
    &kDeleteResourcePolicyInput,
    &kUpdateContinuousBackupsInput,
    &kDescribeContinuousBackupsInput,
    &kUpdateContributorInsightsInput,
    &kDescribeContributorInsightsInput,
    &kListContributorInsightsInput,
    &kEnableKinesisStreamingDestinationInput,
    &kDisableKinesisStreamingDestinationInput,
    &kUpdateKinesisStreamingDestinationInput,
    &kDescribeKinesisStreamingDestinationInput,
    &kCreateBackupInput,
    &kDeleteBackupInput,
    &kDescribeBackupInput,
    &kListBackupsInput,
    &kRestoreTableFromBackupInput,
    &kRestoreTableToPointInTimeInput,
    &kExportTableToPointInTimeInput,
    &kDescribeExportInput,
    &kListExportsInput,
    &kImportTableInput,
    &kDescribeImportInput,
    &kListImportsInput,
    &kCreateGlobalTableInput,
    &kUpdateGlobalTableInput,
    &kDescribeGlobalTableInput,
    &kListGlobalTablesInput,
    &kDescribeGlobalTableSettingsInput,
    &kUpdateGlobalTableSettingsInput,
    &kUpdateTableReplicaAutoScalingInput,
    &kDescribeTableReplicaAutoScalingInput,
    &kListStreamsInput,
    &kDescribeStreamInput,
    &kGetShardIteratorInput,
    &kGetRecordsInput,
};

}  // namespace

std::span<const InputShape* const> InputShapes() { return kInputShapes; }

}  // namespace tablerock
