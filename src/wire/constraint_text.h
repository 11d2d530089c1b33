// The sentences of violated constraints, in the service's two forms: with the value ("Value '' at 'tableName' failed
// …"), and without ("Value at 'TableName' failed …").
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "wire/input_document.h"
#include "wire/shapes/shape.h"

namespace tablerock {

// The way from the input to a value. Lives on the stack while the input is looked at; becomes text only for a message.
struct ValuePath {
  enum class Step : std::uint8_t { kInput, kMember, kListElement, kMapKey, kMapValue };

  Step step = Step::kInput;
  const ValuePath* above = nullptr;
  const Member* member = nullptr;  // the innermost member that the value belongs to
  std::string_view key = {};       // kMapKey
  std::size_t position = 0;        // kListElement, from 1

  ValuePath Below(const Member& below) const { return {Step::kMember, this, &below, {}, 0}; }
  ValuePath At(std::size_t at) const { return {Step::kListElement, this, member, {}, at}; }
  ValuePath AtKey(std::string_view at) const { return {Step::kMapKey, this, member, at, 0}; }
  ValuePath OfKey() const { return {Step::kMapValue, this, member, {}, 0}; }
};

// "Value '0' at 'limit' failed to satisfy constraint: …"
std::string ViolationWithValue(const InputValue& value, const Shape& shape, const ValuePath& path,
                               std::string_view constraint);
// "Value at 'Limit' failed to satisfy constraint: …"
std::string ViolationWithoutValue(const ValuePath& path, std::string_view constraint);

// The constraints' own words. `what` is "length" or "value".
std::string AtMost(std::string_view what, std::int64_t max);
std::string AtLeast(std::string_view what, std::int64_t min);
std::string Matching(const TextPattern& pattern);
std::string OneOf(std::span<const std::string_view> values);
// All of a shape's, in brackets: of a map's keys, and of its values where they are lists.
std::string AllConstraints(const Shape& shape);

}  // namespace tablerock
