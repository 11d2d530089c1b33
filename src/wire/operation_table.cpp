#include "wire/operation_table.h"

#include "operations/describe_endpoints.h"
#include "operations/describe_limits.h"
#include "operations/query.h"
#include "operations/scan.h"
#include "wire/inputs/item_inputs.h"
#include "wire/inputs/kinesis_inputs.h"
#include "wire/inputs/partiql_inputs.h"
#include "wire/inputs/stream_inputs.h"
#include "wire/inputs/table_inputs.h"
#include "wire/operation_run.h"
#include "wire/outputs/item_outputs.h"
#include "wire/outputs/kinesis_outputs.h"
#include "wire/outputs/partiql_outputs.h"
#include "wire/outputs/stream_outputs.h"
#include "wire/outputs/table_outputs.h"

namespace tablerock {
namespace {

constexpr Api kItems = Api::kDynamoDb;
constexpr Api kStreams = Api::kDynamoDbStreams;
constexpr Wording kCurrent = Wording::kCurrent;

const Operation kOperations[] = {
    {kItems, kGetItemInput, AtOnce<BindGetItem, GetItem>},
    {kItems, kPutItemInput, AtOnce<BindPutItem, PutItem>, kCurrent},
    {kItems, kUpdateItemInput, AtOnce<BindUpdateItem, UpdateItem>, kCurrent},
    {kItems, kDeleteItemInput, AtOnce<BindDeleteItem, DeleteItem>},
    {kItems, kQueryInput, InSteps<BindQuery, QueryRun::Begin>},
    {kItems, kScanInput, InSteps<BindScan, ScanRun::Begin>},
    {kItems, kBatchGetItemInput, InSteps<BindBatchGetItem, BatchGetRun::Begin>, kCurrent},
    {kItems, kBatchWriteItemInput, AtOnce<BindBatchWriteItem, BatchWriteItem>},
    {kItems, kTransactGetItemsInput, AtOnce<BindTransactGetItems, TransactGetItems>},
    {kItems, kTransactWriteItemsInput, AtOnce<BindTransactWriteItems, TransactWriteItems>},
    {kItems, kExecuteStatementInput, InSteps<BindExecuteStatement, ExecuteStatementRun::Begin>},
    {kItems, kBatchExecuteStatementInput, AtOnce<BindBatchExecuteStatement, BatchExecuteStatement>},
    {kItems, kExecuteTransactionInput, AtOnce<BindExecuteTransaction, ExecuteTransaction>},
    {kItems, kCreateTableInput, AtOnce<BindCreateTable, CreateTable>},
    {kItems, kUpdateTableInput, AtOnce<BindUpdateTable, UpdateTable>},
    {kItems, kDeleteTableInput, AtOnce<BindDeleteTable, DeleteTable>},
    {kItems, kDescribeTableInput, AtOnce<BindDescribeTable, DescribeTable>},
    {kItems, kListTablesInput, AtOnce<BindListTables, ListTables>},
    {kItems, kUpdateTimeToLiveInput, AtOnce<BindUpdateTimeToLive, UpdateTimeToLive>},
    {kItems, kDescribeTimeToLiveInput, AtOnce<BindDescribeTimeToLive, DescribeTimeToLive>},
    {kItems, kTagResourceInput, AtOnce<BindTagResource, TagResource>},
    {kItems, kUntagResourceInput, AtOnce<BindUntagResource, UntagResource>},
    {kItems, kListTagsOfResourceInput, AtOnce<BindListTagsOfResource, ListTagsOfResource>},
    {kItems, kEnableKinesisStreamingDestinationInput,
     AtOnce<BindEnableKinesisStreamingDestination, EnableKinesisStreamingDestination>},
    {kItems, kDisableKinesisStreamingDestinationInput,
     AtOnce<BindDisableKinesisStreamingDestination, DisableKinesisStreamingDestination>},
    {kItems, kUpdateKinesisStreamingDestinationInput,
     AtOnce<BindUpdateKinesisStreamingDestination, UpdateKinesisStreamingDestination>},
    {kItems, kDescribeKinesisStreamingDestinationInput,
     AtOnce<BindDescribeKinesisStreamingDestination, DescribeKinesisStreamingDestination>},
    {kItems, kDescribeLimitsInput, WithoutInput<DescribeLimitsInput, DescribeLimits>},
    {kItems, kDescribeEndpointsInput, WithoutInput<DescribeEndpointsInput, DescribeEndpoints>},
    {kStreams, kListStreamsInput, AtOnce<BindListStreams, ListStreams>},
    {kStreams, kDescribeStreamInput, AtOnce<BindDescribeStream, DescribeStream>},
    {kStreams, kGetShardIteratorInput, AtOnce<BindGetShardIterator, GetShardIterator>},
    {kStreams, kGetRecordsInput, AtOnce<BindGetRecords, GetRecords>},
};

}  // namespace

std::span<const Operation> Operations() { return kOperations; }

}  // namespace tablerock
