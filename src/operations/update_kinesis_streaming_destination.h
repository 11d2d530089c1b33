// UpdateKinesisStreamingDestination: changes the precision of the time that the records of a Kinesis destination carry.
#pragma once

#include <optional>
#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/kinesis_destination.h"
#include "storage/database.h"

namespace tablerock {

struct UpdateKinesisStreamingDestinationInput {
  std::string table_name;
  std::string stream_arn;
  std::optional<TimestampPrecision> precision;  // UpdateKinesisStreamingConfiguration
};
struct UpdateKinesisStreamingDestinationOutput : KinesisDestinationOutput {
  TimestampPrecision precision = TimestampPrecision::kMillisecond;
};

// Errors: ResourceNotFoundException; ValidationException, there is no precision, the destination is unknown or not
// ACTIVE, or has that precision (milliseconds, if none was named).
Result<UpdateKinesisStreamingDestinationOutput> UpdateKinesisStreamingDestination(
    Database& database, const RequestContext& context, const UpdateKinesisStreamingDestinationInput& input);

}  // namespace tablerock
