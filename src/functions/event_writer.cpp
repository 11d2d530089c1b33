#include "functions/event_writer.h"

#include "changes/record_members.h"
#include "json/writer.h"

namespace tablerock {
namespace {

constexpr std::string_view kEventBegin = R"({"Records":[)";
constexpr std::string_view kEventEnd = "]}";

}  // namespace

EventRecord ToEventRecord(const StreamRecord& record, const EventPlace& place) {
  EventRecord event;
  event.number = record.stored.number;
  event.creation_time = record.change.creation_time;
  {
    JsonWriter json(event.json);
    json.BeginObject();
    WriteStreamRecordMembers(json, MembersOf(record, place.view_type, place.region), kEventIdentityNames);
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
