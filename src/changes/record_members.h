// What documents about a change have in common, as JSON in the service's words: the answers of GetRecords, the events
// of functions, the documents in Kinesis data streams. What differs (the unit of the time, the envelope, which members
// there are) stands with each of those that write them.
#pragma once

#include <cstddef>
#include <string_view>

#include "changes/change_record.h"
#include "json/writer.h"
#include "model/table_description.h"
#include "storage/sequence_latch.h"

namespace tablerock {

// Who deletes an item whose time to live has passed, in userIdentity.
inline constexpr std::string_view kExpiryIdentityType = "Service";
inline constexpr std::string_view kExpiryPrincipalId = "dynamodb.amazonaws.com";

// "Keys", "NewImage" and "OldImage"; an image that is empty is left out.
void WriteItemMembers(JsonWriter& json, const ChangeRecord& change);

// A record as a stream shows it. All of it are views.
struct StreamRecordMembers {
  const ChangeRecord& change;
  SequenceNumber number = 0;
  std::string_view event_id;
  std::size_t size_bytes = 0;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
  std::string_view region;
};

// The names within userIdentity: GetRecords has them in capitals, Lambda in its events has not.
struct IdentityNames {
  std::string_view type;
  std::string_view principal_id;
};
inline constexpr IdentityNames kStreamIdentityNames{"Type", "PrincipalId"};
inline constexpr IdentityNames kEventIdentityNames{"type", "principalId"};

// From "eventID" to "dynamodb", without the braces around them, so that the caller may add members.
void WriteStreamRecordMembers(JsonWriter& json, const StreamRecordMembers& record, const IdentityNames& identity);

}  // namespace tablerock
