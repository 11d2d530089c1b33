#include "deliveries/delivery_record.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <string_view>

#include "changes/record_members.h"
#include "core/fnv1a.h"
#include "json/writer.h"

namespace tablerock {
namespace {

// The same in every version: an item's records go on with the same key.
std::string PartitionKeyOf(ItemView keys) {
  const std::uint64_t first = Fnv1a(keys.bytes());
  const std::uint64_t second = Fnv1a(keys.bytes(), ~first);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%016llX%016llX", static_cast<unsigned long long>(first),
                static_cast<unsigned long long>(second));
  return text.data();
}

// 32 hex digits in the groups of a UUID.
std::string InGroups(std::string_view digits) {
  std::string text;
  text.reserve(digits.size() + 4);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i == 8 || i == 12 || i == 16 || i == 20) text += '-';
    text += digits[i];
  }
  return text;
}

// Within a millisecond, changes stand in the order of their sequence numbers as far as there are microseconds.
std::int64_t MicrosOf(const StreamRecord& record) {
  constexpr SequenceNumber kCounterMask = (1U << 20U) - 1;
  const auto count = static_cast<std::int64_t>(record.stored.number & kCounterMask);
  return record.change.creation_time * 1'000 + std::min<std::int64_t>(count, 999);
}

void WriteChange(JsonWriter& json, const StreamRecord& record, TimestampPrecision precision) {
  const bool micros = precision == TimestampPrecision::kMicrosecond;
  json.BeginObject();
  json.Member("ApproximateCreationDateTime");
  json.Integer(micros ? MicrosOf(record) : record.change.creation_time);
  WriteItemMembers(json, record.change);
  json.Member("SizeBytes");
  json.Integer(static_cast<std::int64_t>(record.size_bytes));
  if (micros) {
    json.Member("ApproximateCreationDateTimePrecision");
    json.String(NameOf(precision));
  }
  json.EndObject();
}

void WriteDocument(std::string& out, const StreamRecord& record, const Delivery& delivery) {
  JsonWriter json(out);
  json.BeginObject();
  json.Member("awsRegion");
  json.String(delivery.region);
  json.Member("eventID");
  json.String(InGroups(record.event_id));
  json.Member("eventName");
  json.String(NameOf(record.change.event));
  json.Member("userIdentity");
  if (record.change.origin == ChangeOrigin::kExpiry) {
    json.BeginObject();
    json.Member("principalId");
    json.String(kExpiryPrincipalId);
    json.Member("type");
    json.String(kExpiryIdentityType);
    json.EndObject();
  } else {
    json.Null();
  }
  json.Member("recordFormat");
  json.String("application/json");
  json.Member("tableName");
  json.String(delivery.table_name);
  json.Member("dynamodb");
  WriteChange(json, record, delivery.precision);
  json.Member("eventSource");
  json.String("aws:dynamodb");
  json.EndObject();
}

}  // namespace

DeliveryRecord ToDeliveryRecord(const StreamRecord& record, const Delivery& delivery) {
  DeliveryRecord delivered;
  delivered.number = record.stored.number;
  delivered.partition_key = PartitionKeyOf(record.change.keys);
  WriteDocument(delivered.data, record, delivery);
  return delivered;
}

}  // namespace tablerock
