// Inputs of DynamoDB Streams: ListStreams, DescribeStream, GetShardIterator, GetRecords.
#include "wire/shapes/input_shapes.h"
#include "wire/shapes/shared_shapes.h"

namespace tablerock {
namespace {

constexpr Shape kStreamListLimit = IntegerOf(1, 100);
constexpr Shape kGetRecordsLimit = IntegerOf(1, 1000);

constexpr Member kListStreamsMembers[] = {
    {"TableName", kTableName},
    {"Limit", kStreamListLimit},
    {"ExclusiveStartStreamArn", kStreamArn},
};

constexpr Shape kShardId = TextOf(28, 65);

constexpr std::string_view kShardFilterTypeValues[] = {"CHILD_SHARDS"};
constexpr Shape kShardFilterType = EnumOf(kShardFilterTypeValues);

constexpr Member kShardFilterMembers[] = {
    {"Type", kShardFilterType},
    {"ShardId", kShardId},
};
constexpr Shape kShardFilter = StructureOf("ShardFilter", kShardFilterMembers);

constexpr Member kDescribeStreamMembers[] = {
    {"StreamArn", kStreamArn, kRequired},
    {"Limit", kStreamListLimit},
    {"ExclusiveStartShardId", kShardId},
    {"ShardFilter", kShardFilter},
};

constexpr std::string_view kShardIteratorTypeValues[] = {"TRIM_HORIZON", "LATEST", "AT_SEQUENCE_NUMBER",
                                                         "AFTER_SEQUENCE_NUMBER"};
constexpr Shape kShardIteratorType = EnumOf(kShardIteratorTypeValues);

constexpr Shape kSequenceNumber = TextOf(21, 40);

constexpr Member kGetShardIteratorMembers[] = {
    {"StreamArn", kStreamArn, kRequired},
    {"ShardId", kShardId, kRequired},
    {"ShardIteratorType", kShardIteratorType, kRequired},
    {"SequenceNumber", kSequenceNumber},
};

constexpr Shape kShardIterator = TextOf(1, 2048);

constexpr Member kGetRecordsMembers[] = {
    {"ShardIterator", kShardIterator, kRequired},
    {"Limit", kGetRecordsLimit},
};

}  // namespace

constinit const InputShape kListStreamsInput{"ListStreams", StructureOf("ListStreamsInput", kListStreamsMembers)};
constinit const InputShape kDescribeStreamInput{"DescribeStream",
                                                StructureOf("DescribeStreamInput", kDescribeStreamMembers)};
constinit const InputShape kGetShardIteratorInput{"GetShardIterator",
                                                  StructureOf("GetShardIteratorInput", kGetShardIteratorMembers)};
constinit const InputShape kGetRecordsInput{"GetRecords", StructureOf("GetRecordsInput", kGetRecordsMembers)};

}  // namespace tablerock
