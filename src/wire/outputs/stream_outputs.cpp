#include "wire/outputs/stream_outputs.h"

#include "changes/record_members.h"
#include "changes/stream.h"
#include "wire/outputs/key_schema_output.h"
#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WriteSummary(JsonWriter& json, const StreamSummary& stream) {
  json.BeginObject();
  WriteString(json, "StreamArn", stream.stream_arn);
  WriteString(json, "TableName", stream.table_name);
  WriteString(json, "StreamLabel", stream.stream_label);
  json.EndObject();
}

void WriteShard(JsonWriter& json, const Shard& shard) {
  json.BeginObject();
  WriteString(json, "ShardId", shard.shard_id);
  json.Member("SequenceNumberRange");
  json.BeginObject();
  WriteString(json, "StartingSequenceNumber", ToWire(shard.first));
  if (shard.last) WriteString(json, "EndingSequenceNumber", ToWire(*shard.last));
  json.EndObject();
  if (!shard.parent_shard_id.empty()) WriteString(json, "ParentShardId", shard.parent_shard_id);
  json.EndObject();
}

void WriteRecord(JsonWriter& json, const StreamRecord& record, StreamViewType view_type, std::string_view region) {
  json.BeginObject();
  WriteStreamRecordMembers(json, MembersOf(record, view_type, region), kStreamIdentityNames);
  json.EndObject();
}

}  // namespace

void WriteOutput(JsonWriter& json, const ListStreamsOutput& output) {
  json.BeginObject();
  WriteArray(json, "Streams", output.streams, WriteSummary);
  WriteStringIfAny(json, "LastEvaluatedStreamArn", output.last_evaluated_stream_arn);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeStreamOutput& output) {
  json.BeginObject();
  json.Member("StreamDescription");
  json.BeginObject();
  WriteString(json, "StreamArn", output.stream_arn);
  WriteString(json, "StreamLabel", output.stream.label);
  WriteString(json, "StreamStatus", output.stream.disabled_at ? "DISABLED" : "ENABLED");
  WriteString(json, "StreamViewType", NameOf(output.stream.view_type));
  WriteTime(json, "CreationRequestDateTime", output.stream.creation_time);
  WriteString(json, "TableName", output.stream.table_name);
  json.Member("KeySchema");
  WriteKeySchema(json, output.stream.key_schema);
  WriteArray(json, "Shards", output.shards, WriteShard);
  WriteStringIfAny(json, "LastEvaluatedShardId", output.last_evaluated_shard_id);
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const GetShardIteratorOutput& output) {
  json.BeginObject();
  WriteString(json, "ShardIterator", output.shard_iterator);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const GetRecordsOutput& output, const RequestContext& context) {
  json.BeginObject();
  json.Member("Records");
  json.BeginArray();
  for (const StreamRecord& record : output.records) WriteRecord(json, record, output.view_type, context.region);
  json.EndArray();
  WriteStringIfAny(json, "NextShardIterator", output.next_shard_iterator);
  json.EndObject();
}

}  // namespace tablerock
