#include "wire/outputs/kinesis_outputs.h"

#include <optional>
#include <string_view>

namespace tablerock {
namespace {

void WriteDestination(JsonWriter& json, const KinesisDestinationOutput& output) {
  json.Member("TableName");
  json.String(output.table_name);
  json.Member("StreamArn");
  json.String(output.stream_arn);
  json.Member("DestinationStatus");
  json.String(NameOf(output.destination_status));
}

void WritePrecision(JsonWriter& json, const std::optional<TimestampPrecision>& precision) {
  if (!precision) return;
  json.Member("ApproximateCreationDateTimePrecision");
  json.String(NameOf(*precision));
}

void WriteConfiguration(JsonWriter& json, std::string_view member, const std::optional<TimestampPrecision>& precision) {
  json.Member(member);
  json.BeginObject();
  WritePrecision(json, precision);
  json.EndObject();
}

}  // namespace

// The configuration is there, empty, also where the request had none.
void WriteOutput(JsonWriter& json, const EnableKinesisStreamingDestinationOutput& output) {
  json.BeginObject();
  WriteDestination(json, output);
  WriteConfiguration(json, "EnableKinesisStreamingConfiguration", output.precision);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DisableKinesisStreamingDestinationOutput& output) {
  json.BeginObject();
  WriteDestination(json, output);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const UpdateKinesisStreamingDestinationOutput& output) {
  json.BeginObject();
  WriteDestination(json, output);
  WriteConfiguration(json, "UpdateKinesisStreamingConfiguration", output.precision);
  json.EndObject();
}

void WriteOutput(JsonWriter& json, const DescribeKinesisStreamingDestinationOutput& output) {
  json.BeginObject();
  json.Member("TableName");
  json.String(output.table_name);
  json.Member("KinesisDataStreamDestinations");
  json.BeginArray();
  for (const KinesisDestination& destination : output.destinations) {
    json.BeginObject();
    json.Member("StreamArn");
    json.String(destination.stream_arn);
    json.Member("DestinationStatus");
    json.String(NameOf(destination.status));
    if (destination.status == DestinationStatus::kEnableFailed) {
      json.Member("DestinationStatusDescription");
      json.String(destination.status_description);
    }
    WritePrecision(json, destination.precision);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

}  // namespace tablerock
