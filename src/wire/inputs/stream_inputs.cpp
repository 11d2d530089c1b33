#include "wire/inputs/stream_inputs.h"

#include "wire/inputs/member_binding.h"

namespace tablerock {

ListStreamsInput BindListStreams(const InputStructure& request) {
  ListStreamsInput input;
  input.table_name = BindOptionalText(request["TableName"]);
  input.limit = BindOptionalInteger(request["Limit"]);
  input.exclusive_start_stream_arn = BindOptionalText(request["ExclusiveStartStreamArn"]);
  return input;
}

DescribeStreamInput BindDescribeStream(const InputStructure& request) {
  DescribeStreamInput input;
  input.stream_arn = BindText(request["StreamArn"]);
  input.limit = BindOptionalInteger(request["Limit"]);
  input.exclusive_start_shard_id = BindOptionalText(request["ExclusiveStartShardId"]);
  if (const InputValue& filter = request["ShardFilter"]) {
    // CHILD_SHARDS is the one type that there is.
    input.children_of_shard_id = BindOptionalText(filter.structure()["ShardId"]);
  }
  return input;
}

GetShardIteratorInput BindGetShardIterator(const InputStructure& request) {
  GetShardIteratorInput input;
  input.stream_arn = BindText(request["StreamArn"]);
  input.shard_id = BindText(request["ShardId"]);
  input.shard_iterator_type = BindText(request["ShardIteratorType"]);
  input.sequence_number = BindOptionalText(request["SequenceNumber"]);
  return input;
}

GetRecordsInput BindGetRecords(const InputStructure& request) {
  GetRecordsInput input;
  input.shard_iterator = BindText(request["ShardIterator"]);
  input.limit = BindOptionalInteger(request["Limit"]);
  return input;
}

}  // namespace tablerock
