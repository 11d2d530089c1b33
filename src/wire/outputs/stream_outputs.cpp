#include "wire/outputs/stream_outputs.h"

#include "changes/stream.h"
#include "wire/outputs/key_schema_output.h"

namespace tablerock {
namespace {

void WriteShard(JsonWriter& json, const Shard& shard) {
  json.BeginObject();
  json.Member("ShardId");
  json.String(shard.shard_id);
  json.Member("SequenceNumberRange");
  json.BeginObject();
  json.Member("StartingSequenceNumber");
  json.String(ToWire(shard.first));
  if (shard.last) {
    json.Member("EndingSequenceNumber");
    json.String(ToWire(*shard.last));
  }
  json.EndObject();
  if (!shard.parent_shard_id.empty()) {
    json.Member("ParentShardId");
    json.String(shard.parent_shard_id);
  }
  json.EndObject();
}

void WriteImage(JsonWriter& json, std::string_view member, ItemView image) {
  if (image.empty()) return;
  json.Member(member);
  json.Item(image);
}

}  // namespace

void WriteOutput(JsonWriter& json, const ListStreamsOutput& output) {
  json.BeginObject();
  json.Member("Streams");
  json.BeginArray();
  for (const StreamSummary& stream : output.streams) {
    json.BeginObject();
    json.Member("StreamArn");
    json.String(stream.stream_arn);
    json.Member("TableName");
    json.String(stream.table_name);
    json.Member("StreamLabel");
    json.String(stream.stream_label);
    json.EndObject();
  }
  json.EndArray();
  if (output.last_evaluated_stream_arn) {
    json.Member("LastEvaluatedStreamArn");
    json.String(*output.last_evaluated_stream_arn);
  }
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeStreamOutput& output) {
  json.BeginObject();
  json.Member("StreamDescription");
  json.BeginObject();
  json.Member("StreamArn");
  json.String(output.stream_arn);
  json.Member("StreamLabel");
  json.String(output.stream.label);
  json.Member("StreamStatus");
  json.String(output.stream.disabled_at ? "DISABLED" : "ENABLED");
  json.Member("StreamViewType");
  json.String(NameOf(output.stream.view_type));
  json.Member("CreationRequestDateTime");
  json.EpochSeconds(output.stream.creation_time);
  json.Member("TableName");
  json.String(output.stream.table_name);
  json.Member("KeySchema");
  WriteKeySchema(json, output.stream.key_schema);
  json.Member("Shards");
  json.BeginArray();
  for (const Shard& shard : output.shards) WriteShard(json, shard);
  json.EndArray();
  if (output.last_evaluated_shard_id) {
    json.Member("LastEvaluatedShardId");
    json.String(*output.last_evaluated_shard_id);
  }
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const GetShardIteratorOutput& output) {
  json.BeginObject();
  json.Member("ShardIterator");
  json.String(output.shard_iterator);
  json.EndObject();
}

void WriteStreamRecord(JsonWriter& json, const StreamRecord& record, StreamViewType view_type,
                       std::string_view region) {
  json.BeginObject();
  json.Member("eventID");
  json.String(record.event_id);
  json.Member("eventName");
  json.String(NameOf(record.change.event));
  json.Member("eventVersion");
  json.String("1.1");
  json.Member("eventSource");
  json.String("aws:dynamodb");
  json.Member("awsRegion");
  json.String(region);
  if (record.change.origin == ChangeOrigin::kExpiry) {
    json.Member("userIdentity");
    json.BeginObject();
    json.Member("Type");
    json.String("Service");
    json.Member("PrincipalId");
    json.String("dynamodb.amazonaws.com");
    json.EndObject();
  }
  json.Member("dynamodb");
  json.BeginObject();
  json.Member("ApproximateCreationDateTime");
  json.Integer(record.change.creation_time / 1000);  // whole seconds, as the service gives them
  json.Member("Keys");
  json.Item(record.change.keys);
  WriteImage(json, "NewImage", record.change.new_image);
  WriteImage(json, "OldImage", record.change.old_image);
  json.Member("SequenceNumber");
  json.String(ToWire(record.stored.number));
  json.Member("SizeBytes");
  json.Integer(static_cast<std::int64_t>(record.size_bytes));
  json.Member("StreamViewType");
  json.String(NameOf(view_type));
  json.EndObject();
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const GetRecordsOutput& output, const RequestContext& context) {
  json.BeginObject();
  json.Member("Records");
  json.BeginArray();
  for (const StreamRecord& record : output.records) WriteStreamRecord(json, record, output.view_type, context.region);
  json.EndArray();
  if (output.next_shard_iterator) {
    json.Member("NextShardIterator");
    json.String(*output.next_shard_iterator);
  }
  json.EndObject();
}

}  // namespace tablerock
