#include "functions/event_writer.h"

#include "json/writer.h"

namespace tablerock {
namespace {

constexpr std::string_view kEventBegin = R"({"Records":[)";
constexpr std::string_view kEventEnd = "]}";

void WriteImage(JsonWriter& json, std::string_view member, ItemView image) {
  if (image.empty()) return;
  json.Member(member);
  json.Item(image);
}

void WriteChange(JsonWriter& json, const StreamRecord& record, const EventPlace& place) {
  json.BeginObject();
  json.Member("ApproximateCreationDateTime");
  json.Integer(record.change.creation_time / 1000);
  json.Member("Keys");
  json.Item(record.change.keys);
  WriteImage(json, "NewImage", record.change.new_image);
  WriteImage(json, "OldImage", record.change.old_image);
  json.Member("SequenceNumber");
  json.String(ToWire(record.stored.number));
  json.Member("SizeBytes");
  json.Integer(static_cast<std::int64_t>(record.size_bytes));
  json.Member("StreamViewType");
  json.String(NameOf(place.view_type));
  json.EndObject();
}

}  // namespace

EventRecord ToEventRecord(const StreamRecord& record, const EventPlace& place) {
  EventRecord event;
  event.number = record.stored.number;
  event.creation_time = record.change.creation_time;
  {
    JsonWriter json(event.json);
    json.BeginObject();
    json.Member("eventID");
    json.String(record.event_id);
    json.Member("eventName");
    json.String(NameOf(record.change.event));
    json.Member("eventVersion");
    json.String("1.1");
    json.Member("eventSource");
    json.String("aws:dynamodb");
    json.Member("awsRegion");
    json.String(place.region);
    if (record.change.origin == ChangeOrigin::kExpiry) {
      json.Member("userIdentity");
      json.BeginObject();
      json.Member("type");
      json.String("Service");
      json.Member("principalId");
      json.String("dynamodb.amazonaws.com");
      json.EndObject();
    }
    json.Member("dynamodb");
    WriteChange(json, record, place);
    json.Member("eventSourceARN");
    json.String(place.stream_arn);
    json.EndObject();
  }
  return event;
}

std::string WriteEvent(std::span<const EventRecord> records) {
  std::size_t size = kEventBegin.size() + kEventEnd.size();
  for (const EventRecord& record : records) size += record.json.size() + 1;
  std::string event;
  event.reserve(size);
  event += kEventBegin;
  for (const EventRecord& record : records) {
    if (&record != &records.front()) event += ',';
    event += record.json;
  }
  event += kEventEnd;
  return event;
}

}  // namespace tablerock
