// Writes the answers of the operations on streams as the service's JSON.
#pragma once

#include "core/request_context.h"
#include "json/writer.h"
#include "operations/describe_stream.h"
#include "operations/get_records.h"
#include "operations/get_shard_iterator.h"
#include "operations/list_streams.h"

namespace tablerock {

void WriteOutput(JsonWriter& json, const ListStreamsOutput& output);
void WriteOutput(JsonWriter& json, const DescribeStreamOutput& output);
void WriteOutput(JsonWriter& json, const GetShardIteratorOutput& output);
// awsRegion is the request's region.
void WriteOutput(JsonWriter& json, const GetRecordsOutput& output, const RequestContext& context);

}  // namespace tablerock
