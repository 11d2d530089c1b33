// What the control API shows of an event source mapping: Lambda's EventSourceMappingConfiguration, with the target.
#pragma once

#include <string>

#include "core/clock.h"
#include "functions/event_source_mapping.h"

namespace tablerock {

enum class MappingState : std::uint8_t { kCreating, kEnabled, kDisabling, kDisabled, kUpdating, kDeleting };

struct MappingHistory {
  UnixMillis last_modified = 0;
  std::string last_processing_result = "No records processed";
};

// `stream_arn`: of the stream that a table has now; may be empty.
Document MappingReport(const EventSourceMapping& mapping, MappingState state, const MappingHistory& history,
                       const std::string& stream_arn);

}  // namespace tablerock
