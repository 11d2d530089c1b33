// From a decoded and checked request to the input of an operation on streams.
#pragma once

#include "operations/describe_stream.h"
#include "operations/get_records.h"
#include "operations/get_shard_iterator.h"
#include "operations/list_streams.h"
#include "wire/input_document.h"

namespace tablerock {

ListStreamsInput BindListStreams(const InputStructure& request);
DescribeStreamInput BindDescribeStream(const InputStructure& request);
GetShardIteratorInput BindGetShardIterator(const InputStructure& request);
GetRecordsInput BindGetRecords(const InputStructure& request);

}  // namespace tablerock
