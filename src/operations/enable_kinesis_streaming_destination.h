// EnableKinesisStreamingDestination: from here on a table's changes are sent to a Kinesis data stream, at the endpoint
// that --kinesis-endpoint names.
#pragma once

#include <optional>
#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/kinesis_destination.h"
#include "storage/database.h"

namespace tablerock {

struct EnableKinesisStreamingDestinationInput {
  std::string table_name;
  std::string stream_arn;
  std::optional<TimestampPrecision> precision;  // EnableKinesisStreamingConfiguration
};
struct EnableKinesisStreamingDestinationOutput : KinesisDestinationOutput {
  std::optional<TimestampPrecision> precision;
};

// Errors: ResourceNotFoundException; ValidationException, there is no endpoint, or the table has a destination that is
// neither DISABLED nor ENABLE_FAILED. An ARN that is no Kinesis data stream's is ENABLE_FAILED afterwards.
Result<EnableKinesisStreamingDestinationOutput> EnableKinesisStreamingDestination(
    Database& database, const RequestContext& context, const EnableKinesisStreamingDestinationInput& input);

}  // namespace tablerock
