// The event that a function gets: {"Records": […]} of change records as Lambda writes them. They differ from those of
// GetRecords in eventSourceARN and in the case of userIdentity's members.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "changes/stream.h"
#include "operations/get_records.h"

namespace tablerock {

// One record of a batch, written once when it is read.
struct EventRecord {
  SequenceNumber number = 0;
  UnixMillis creation_time = 0;
  std::string json;
};

// Where the records of a stream come from, as their members say.
struct EventPlace {
  std::string region;
  std::string stream_arn;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
};

EventRecord ToEventRecord(const StreamRecord& record, const EventPlace& place);

std::string WriteEvent(std::span<const EventRecord> records);

// What the invocation's payload may be, as Lambda's: 6 MB.
inline constexpr std::size_t kEventBytesMax = 6U << 20U;

}  // namespace tablerock
