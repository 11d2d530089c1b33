// Writes the answers of the operations on Kinesis destinations as the service's JSON.
#pragma once

#include "json/writer.h"
#include "operations/describe_kinesis_streaming_destination.h"
#include "operations/disable_kinesis_streaming_destination.h"
#include "operations/enable_kinesis_streaming_destination.h"
#include "operations/update_kinesis_streaming_destination.h"

namespace tablerock {

void WriteOutput(JsonWriter& json, const EnableKinesisStreamingDestinationOutput& output);
void WriteOutput(JsonWriter& json, const DisableKinesisStreamingDestinationOutput& output);
void WriteOutput(JsonWriter& json, const UpdateKinesisStreamingDestinationOutput& output);
void WriteOutput(JsonWriter& json, const DescribeKinesisStreamingDestinationOutput& output);

}  // namespace tablerock
