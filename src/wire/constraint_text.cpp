#include "wire/constraint_text.h"

#include "wire/value_echo.h"

namespace tablerock {
namespace {

constexpr std::string_view kFailed = "' failed to satisfy constraint: ";

// "requestItems.T.member.keys", "keySchema.1.member.keyType"; with members' names as they are:
// "RequestItems.T.member.Keys".
void AppendPath(std::string& out, const ValuePath& path, bool java_names) {
  if (path.above != nullptr && path.above->step != ValuePath::Step::kInput) {
    AppendPath(out, *path.above, java_names);
    out += '.';
  }
  switch (path.step) {
    case ValuePath::Step::kInput:
      return;
    case ValuePath::Step::kMember:
      out += java_names ? JavaName(path.member->name) : std::string(path.member->name);
      return;
    case ValuePath::Step::kListElement:
      out.append(std::to_string(path.position)).append(".member");
      return;
    case ValuePath::Step::kMapKey:
      out += path.key;
      return;
    case ValuePath::Step::kMapValue:
      out += "member";
      return;
  }
}

template <typename Parts>
std::string InBrackets(const Parts& parts) {
  std::string text = "[";
  bool first = true;
  for (const auto& part : parts) {
    if (!first) text += ", ";
    first = false;
    text += part;
  }
  return text += ']';
}

}  // namespace

std::string ViolationWithValue(const InputValue& value, const Shape& shape, const ValuePath& path,
                               std::string_view constraint) {
  std::string text = "Value ";
  if (value) text += '\'';
  AppendValueEcho(text, value, shape);
  text += value ? "' at '" : " at '";
  AppendPath(text, path, true);
  return text.append(kFailed).append(constraint);
}

std::string ViolationWithoutValue(const ValuePath& path, std::string_view constraint) {
  std::string text = "Value at '";
  AppendPath(text, path, false);
  return text.append(kFailed).append(constraint);
}

std::string AtMost(std::string_view what, std::int64_t max) {
  return std::string("Member must have ").append(what).append(" less than or equal to ") + std::to_string(max);
}

std::string AtLeast(std::string_view what, std::int64_t min) {
  return std::string("Member must have ").append(what).append(" greater than or equal to ") + std::to_string(min);
}

std::string Matching(const TextPattern& pattern) {
  return std::string("Member must satisfy regular expression pattern: ").append(pattern.text);
}

std::string OneOf(std::span<const std::string_view> values) {
  return "Member must satisfy enum value set: " + InBrackets(values);
}

std::string AllConstraints(const Shape& shape) {
  std::vector<std::string> parts;
  if (shape.max != kNoLimit) parts.push_back(AtMost("length", shape.max));
  if (shape.min != kNoLimit) parts.push_back(AtLeast("length", shape.min));
  if (shape.pattern != nullptr) parts.push_back(Matching(*shape.pattern));
  return InBrackets(parts);
}

}  // namespace tablerock
