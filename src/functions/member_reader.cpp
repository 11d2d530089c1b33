#include "functions/member_reader.h"

namespace tablerock {

std::string MemberReader::PathOf(std::string_view name) const {
  if (path_.empty()) return std::string(name);
  if (name.empty()) return path_;
  return std::string(path_).append(".").append(name);
}

ApiError MemberReader::Wrong(std::string_view name, std::string_view problem) const {
  return ApiError::Validation(PathOf(name).append(": ").append(problem));
}

const Document* MemberReader::Member(const std::string& name) {
  known_.insert(name);
  const auto found = object_.find(name);
  return found == object_.end() || found->is_null() ? nullptr : &*found;
}

Result<void> MemberReader::Integer(const std::string& name, std::int64_t least, std::int64_t most,
                                   std::int64_t& value) {
  const Document* const member = Member(name);
  if (member == nullptr) return {};
  const bool fits =
      member->is_number_integer() &&
      (!member->is_number_unsigned() || member->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX));
  if (!fits || member->get<std::int64_t>() < least || member->get<std::int64_t>() > most) {
    return Wrong(name, "has to be an integer from " + std::to_string(least) + " to " + std::to_string(most) +
                           ", and is " + ToText(*member));
  }
  value = member->get<std::int64_t>();
  return {};
}

Result<void> MemberReader::Number(const std::string& name, std::optional<double>& value) {
  const Document* const member = Member(name);
  if (member == nullptr) return {};
  if (!member->is_number()) return Wrong(name, "has to be a number");
  value = member->get<double>();
  return {};
}

Result<void> MemberReader::Bool(const std::string& name, bool& value) {
  const Document* const member = Member(name);
  if (member == nullptr) return {};
  if (!member->is_boolean()) return Wrong(name, "has to be true or false");
  value = member->get<bool>();
  return {};
}

Result<void> MemberReader::String(const std::string& name, std::string& value) {
  const Document* const member = Member(name);
  if (member == nullptr) return {};
  if (!member->is_string()) return Wrong(name, "has to be a string");
  value = member->get<std::string>();
  return {};
}

Result<void> MemberReader::Strings(const std::string& name, std::vector<std::string>& value) {
  TABLEROCK_ASSIGN(const Document* const member, Array(name));
  if (member == nullptr) return {};
  value.clear();
  for (const Document& element : *member) {
    if (!element.is_string()) return Wrong(name, "has to be a list of strings");
    value.push_back(element.get<std::string>());
  }
  return {};
}

Result<void> MemberReader::StringMap(const std::string& name, std::map<std::string, std::string>& value) {
  TABLEROCK_ASSIGN(const Document* const member, Object(name));
  if (member == nullptr) return {};
  value.clear();
  for (const auto& [key, element] : member->items()) {
    if (!element.is_string()) return Wrong(name, "has to be an object of strings");
    value.emplace(key, element.get<std::string>());
  }
  return {};
}

Result<const Document*> MemberReader::Object(const std::string& name) {
  const Document* const member = Member(name);
  if (member != nullptr && !member->is_object()) return Wrong(name, "has to be an object");
  return member;
}

Result<const Document*> MemberReader::Array(const std::string& name) {
  const Document* const member = Member(name);
  if (member != nullptr && !member->is_array()) return Wrong(name, "has to be a list");
  return member;
}

Result<void> MemberReader::Finish() const {
  for (const auto& [name, value] : object_.items()) {
    if (known_.count(name) == 0) return Wrong(name, "is no setting");
  }
  return {};
}

}  // namespace tablerock
