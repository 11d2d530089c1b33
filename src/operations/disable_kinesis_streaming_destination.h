// DisableKinesisStreamingDestination: a table's changes are no longer sent to a Kinesis data stream. What was written
// before is still sent, while the endpoint takes it; then the destination is DISABLED. It stays listed.
#pragma once

#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/kinesis_destination.h"
#include "storage/database.h"

namespace tablerock {

struct DisableKinesisStreamingDestinationInput {
  std::string table_name;
  std::string stream_arn;
  bool has_configuration = false;  // EnableKinesisStreamingConfiguration, which means nothing here
};
struct DisableKinesisStreamingDestinationOutput : KinesisDestinationOutput {};

// Errors: ResourceNotFoundException; ValidationException, the destination is unknown or not ACTIVE (while it is
// DISABLING it may be disabled again), or the request has a configuration.
Result<DisableKinesisStreamingDestinationOutput> DisableKinesisStreamingDestination(
    Database& database, const RequestContext& context, const DisableKinesisStreamingDestinationInput& input);

}  // namespace tablerock
