#include "changes/record_members.h"

#include <cstdint>

#include "changes/stream.h"

namespace tablerock {
namespace {

void WriteImage(JsonWriter& json, std::string_view member, ItemView image) {
  if (image.empty()) return;
  json.Member(member);
  json.Item(image);
}

}  // namespace

void WriteItemMembers(JsonWriter& json, const ChangeRecord& change) {
  json.Member("Keys");
  json.Item(change.keys);
  WriteImage(json, "NewImage", change.new_image);
  WriteImage(json, "OldImage", change.old_image);
}

void WriteStreamRecordMembers(JsonWriter& json, const StreamRecordMembers& record, const IdentityNames& identity) {
  json.Member("eventID");
  json.String(record.event_id);
  json.Member("eventName");
  json.String(NameOf(record.change.event));
  json.Member("eventVersion");
  json.String("1.1");
  json.Member("eventSource");
  json.String("aws:dynamodb");
  json.Member("awsRegion");
  json.String(record.region);
  if (record.change.origin == ChangeOrigin::kExpiry) {
    json.Member("userIdentity");
    json.BeginObject();
    json.Member(identity.type);
    json.String(kExpiryIdentityType);
    json.Member(identity.principal_id);
    json.String(kExpiryPrincipalId);
    json.EndObject();
  }
  json.Member("dynamodb");
  json.BeginObject();
  json.Member("ApproximateCreationDateTime");
  json.Integer(record.change.creation_time / 1000);  // whole seconds, as the service gives them
  WriteItemMembers(json, record.change);
  json.Member("SequenceNumber");
  json.String(ToWire(record.number));
  json.Member("SizeBytes");
  json.Integer(static_cast<std::int64_t>(record.size_bytes));
  json.Member("StreamViewType");
  json.String(NameOf(record.view_type));
  json.EndObject();
}

}  // namespace tablerock
