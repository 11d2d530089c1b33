// DescribeKinesisStreamingDestination: the Kinesis data streams that a table's changes are or were sent to.
#pragma once

#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"

namespace tablerock {

struct DescribeKinesisStreamingDestinationInput {
  std::string table_name;
};
struct DescribeKinesisStreamingDestinationOutput {
  std::string table_name;
  std::vector<KinesisDestination> destinations;  // each with the status that it shows now
};

// Error: ResourceNotFoundException.
Result<DescribeKinesisStreamingDestinationOutput> DescribeKinesisStreamingDestination(
    Database& database, const RequestContext& context, const DescribeKinesisStreamingDestinationInput& input);

}  // namespace tablerock
