// How answers are put together: members of the JSON object that is being written, each with its name and its value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "json/writer.h"
#include "model/item.h"

namespace tablerock {

inline void WriteString(JsonWriter& json, std::string_view member, std::string_view value) {
  json.Member(member);
  json.String(value);
}
inline void WriteInteger(JsonWriter& json, std::string_view member, std::int64_t value) {
  json.Member(member);
  json.Integer(value);
}
inline void WriteBool(JsonWriter& json, std::string_view member, bool value) {
  json.Member(member);
  json.Bool(value);
}
inline void WriteTime(JsonWriter& json, std::string_view member, UnixMillis value) {
  json.Member(member);
  json.EpochSeconds(value);
}

// No member where there is no value.
inline void WriteStringIfAny(JsonWriter& json, std::string_view member, const std::optional<std::string>& value) {
  if (value) WriteString(json, member, *value);
}
inline void WriteTimeIfAny(JsonWriter& json, std::string_view member, const std::optional<UnixMillis>& value) {
  if (value) WriteTime(json, member, *value);
}
inline void WriteItemIfAny(JsonWriter& json, std::string_view member, const std::optional<Item>& value) {
  if (!value) return;
  json.Member(member);
  json.Item(*value);
}

inline void WriteStrings(JsonWriter& json, std::string_view member, const std::vector<std::string>& values) {
  json.Member(member);
  json.BeginArray();
  for (const std::string& value : values) json.String(value);
  json.EndArray();
}

// An array with an element for each of `values`, which `write(json, value)` writes.
template <typename Values, typename Write>
void WriteArray(JsonWriter& json, std::string_view member, const Values& values, const Write& write) {
  json.Member(member);
  json.BeginArray();
  for (const auto& value : values) write(json, value);
  json.EndArray();
}

}  // namespace tablerock
