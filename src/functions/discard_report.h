// The line that records leave in the on-failure destination when they are given up, as Lambda writes it for the records
// of a stream, with the event itself as `payload` as it does for a bucket.
#pragma once

#include <string>

#include "core/result.h"
#include "functions/batch_delivery.h"
#include "functions/event_source_mapping.h"

namespace tablerock {

struct DiscardPlace {
  std::string shard_id;
  std::string stream_arn;
};

// One JSON object, no line break. REQUIRES: the discard has records.
std::string WriteDiscardReport(const EventSourceMapping& mapping, const DiscardPlace& place, const Discard& discard,
                               UnixMillis now);

// Adds a line to the file, which is made if it is not there. Error: InternalServerError, cause() names the file.
Result<void> AppendLine(const std::string& file, const std::string& line);

}  // namespace tablerock
