// Shapes: what the service model declares of each operation's input: its members, their types, which are required,
// lengths, ranges, patterns, enum values. Tables of constants, one row a member, which one decoder
// (wire/input_decoder.h) and one check (wire/constraint_check.h) read for all operations.
//
// Source: AWS's public service model of DynamoDB and DynamoDB Streams, 2012-08-10, as botocore 1.43 carries it; facts,
// not text. The service differs from its model in places; then the row says what the service does (behaviours.md,
// aws-messages.md, and messages that dynalite's authors recorded), and tests/data/wire/model_deviations.json lists it.
//
// The order of a structure's rows is the order in which the service reports violations, where it is known; then the
// model's. The order of enum values is that of the service's messages, where it is known; then the model's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "wire/shapes/text_patterns.h"

namespace tablerock {

inline constexpr std::int64_t kNoLimit = std::numeric_limits<std::int64_t>::min();

enum class ShapeKind : std::uint8_t {
  kText,
  kInteger,  // 32 bits
  kLong,     // 64 bits
  kDouble,
  kBoolean,
  kTimestamp,  // seconds since 1970, with a fraction
  kList,
  kMap,
  kStructure,
  kAttributeValue,
  kAttributes,  // an Item or Key: attribute names to attribute values
};

struct Member;

// Structures, lists and maps within each other in any input, attribute values aside: at most so many.
inline constexpr std::size_t kShapeDepthMax = 16;

// A type with its constraints.
struct Shape {
  ShapeKind kind = ShapeKind::kText;
  // Of a structure: the class that the service's messages name.
  std::string_view name = {};
  // Of a text, list or map: its length (UTF-16 units, members); of a number: its value. kNoLimit: none.
  std::int64_t min = kNoLimit;
  std::int64_t max = kNoLimit;
  const TextPattern* pattern = nullptr;           // of a text
  std::span<const std::string_view> values = {};  // of a text: the enum's
  // Of an enum: the current wording's whole sentence, where it is one of its own.
  std::string_view current_sentence = {};
  // A table's name may be given as an ARN; then length and pattern of a name do not hold.
  bool or_arn = false;
  const Member* members = nullptr;  // of a structure
  std::size_t member_count = 0;
  const Shape* key = nullptr;      // of a map
  const Shape* element = nullptr;  // of a list: its members; of a map: its values
};

enum class Presence : std::uint8_t { kOptional, kRequired };
inline constexpr Presence kOptional = Presence::kOptional;
inline constexpr Presence kRequired = Presence::kRequired;

// How the service speaks of one member where it does not speak as of the others.
struct MemberNotes {
  // The service's own sentence if a member of the input is missing, or an empty map. It is reported alone, before all
  // else.
  std::string_view missing = {};
  std::string_view empty = {};
  // A violation here names the member as "Limit", without its value, in the classic wording too.
  bool without_echo = false;
  // A bad value (not: none) is reported alone; so is whatever is wrong with it in the current wording. behaviours.md
  // row 38.
  bool alone = false;
  // Its place in the current wording's order, in tenths of rows: 25 is behind the second row. 0: that of its row.
  int current_position = 0;
  // This server refuses the member. The text says what to use instead; may be empty.
  std::optional<std::string_view> refused = {};
};

struct Member {
  std::string_view name;
  const Shape& shape;
  Presence presence = kOptional;
  MemberNotes notes = {};
};

inline std::span<const Member> MembersOf(const Shape& structure) { return {structure.members, structure.member_count}; }

// The input of one operation.
struct InputShape {
  std::string_view operation;
  Shape structure;
  // In the current wording the service stops at the first violation.
  bool current_stops_at_first = false;
};

constexpr Shape TextOf(std::int64_t min, std::int64_t max, const TextPattern& pattern) {
  return {.kind = ShapeKind::kText, .min = min, .max = max, .pattern = &pattern};
}
constexpr Shape TextOf(std::int64_t min, std::int64_t max) {
  return {.kind = ShapeKind::kText, .min = min, .max = max};
}
constexpr Shape EnumOf(std::span<const std::string_view> values, std::string_view current_sentence = {}) {
  return {.kind = ShapeKind::kText, .values = values, .current_sentence = current_sentence};
}
constexpr Shape IntegerOf(std::int64_t min, std::int64_t max) {
  return {.kind = ShapeKind::kInteger, .min = min, .max = max};
}
constexpr Shape LongOf(std::int64_t min, std::int64_t max) {
  return {.kind = ShapeKind::kLong, .min = min, .max = max};
}
constexpr Shape ListOf(const Shape& element, std::int64_t min = kNoLimit, std::int64_t max = kNoLimit) {
  return {.kind = ShapeKind::kList, .min = min, .max = max, .element = &element};
}
constexpr Shape MapOf(const Shape& key, const Shape& value, std::int64_t min = kNoLimit, std::int64_t max = kNoLimit) {
  return {.kind = ShapeKind::kMap, .min = min, .max = max, .key = &key, .element = &value};
}
template <std::size_t kCount>
constexpr Shape StructureOf(std::string_view name, const Member (&members)[kCount]) {
  return {.kind = ShapeKind::kStructure, .name = name, .members = members, .member_count = kCount};
}
constexpr Shape StructureOf(std::string_view name) { return {.kind = ShapeKind::kStructure, .name = name}; }

}  // namespace tablerock
