#include "wire/outputs/kinesis_outputs.h"

#include <optional>
#include <string_view>

#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WriteDestination(JsonWriter& json, const KinesisDestinationOutput& output) {
  WriteString(json, "TableName", output.table_name);
  WriteString(json, "StreamArn", output.stream_arn);
  WriteString(json, "DestinationStatus", NameOf(output.destination_status));
}

void WritePrecision(JsonWriter& json, const std::optional<TimestampPrecision>& precision) {
  if (!precision) return;
  WriteString(json, "ApproximateCreationDateTimePrecision", NameOf(*precision));
}

void WriteConfiguration(JsonWriter& json, std::string_view member, const std::optional<TimestampPrecision>& precision) {
  json.Member(member);
  json.BeginObject();
  WritePrecision(json, precision);
  json.EndObject();
}

void WriteDescribed(JsonWriter& json, const KinesisDestination& destination) {
  json.BeginObject();
  WriteString(json, "StreamArn", destination.stream_arn);
  WriteString(json, "DestinationStatus", NameOf(destination.status));
  if (destination.status == DestinationStatus::kEnableFailed) {
    WriteString(json, "DestinationStatusDescription", destination.status_description);
  }
  WritePrecision(json, destination.precision);
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
  WriteString(json, "TableName", output.table_name);
  WriteArray(json, "KinesisDataStreamDestinations", output.destinations, WriteDescribed);
  json.EndObject();
}

}  // namespace tablerock
