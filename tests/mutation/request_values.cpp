#include "mutation/request_values.h"

#include <algorithm>
#include <regex>

namespace tablerock {
namespace {

std::int64_t SizeOfNumber(std::string text) {
  const bool negative = text.front() == '-';
  if (negative) text.erase(0, 1);
  if (text == "0") return 1;
  const std::size_t point = text.find('.');
  std::string whole = text.substr(0, point);
  std::string fraction = point == std::string::npos ? "" : text.substr(point + 1);
  if (whole.size() % 2 != 0) whole.insert(0, 1, '0');
  if (fraction.size() % 2 != 0) fraction += '0';
  std::string digits = whole + fraction;
  while (digits.starts_with("00")) digits.erase(0, 2);
  while (digits.ends_with("00")) digits.resize(digits.size() - 2);
  const auto pairs = static_cast<std::int64_t>(digits.size() / 2);
  return 1 + pairs + (negative && pairs < 20 ? 1 : 0);
}

// Of base64 text in its plain form.
std::int64_t SizeOfBinary(const std::string& text) {
  const auto padding = std::count(text.begin(), text.end(), '=');
  return static_cast<std::int64_t>(text.size() / 4 * 3) - padding;
}

std::int64_t SizeOfText(const std::string& type, const std::string& text) {
  if (type.front() == 'N') return SizeOfNumber(text);
  if (type.front() == 'B') return SizeOfBinary(text);
  return static_cast<std::int64_t>(text.size());
}

std::int64_t SizeOfValue(const Json& value) {
  const std::string& type = value.begin().key();
  const Json& content = value.begin().value();
  if (type == "BOOL" || type == "NULL") return 1;
  if (content.is_string()) return SizeOfText(type, content);
  std::int64_t size = type == "L" || type == "M" ? 3 : 0;
  for (const auto& [name, member] : content.items()) {
    if (type == "L") {
      size += 1 + SizeOfValue(member);
    } else if (type == "M") {
      size += 1 + static_cast<std::int64_t>(name.size()) + SizeOfValue(member);
    } else {
      size += SizeOfText(type, member);
    }
  }
  return size;
}

bool IsPlainBase64(const std::string& text) {
  static const std::regex kForm("([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
  if (text.size() > 200 || !std::regex_match(text, kForm)) return false;
  // The bits that padding leaves over must be zero.
  static const std::string kZeroLowBits2("AEIMQUYcgkosw048");
  static const std::string kZeroLowBits4("AQgw");
  if (text.ends_with("==")) return kZeroLowBits4.find(text[text.size() - 3]) != std::string::npos;
  return !text.ends_with("=") || kZeroLowBits2.find(text[text.size() - 2]) != std::string::npos;
}

std::optional<Json> StoredText(const std::string& type, const Json& content) {
  if (!content.is_string()) return std::nullopt;
  const std::string text = content;
  if (type.front() == 'N') {
    const auto number = PlainNumber(text);
    return number ? std::optional<Json>(*number) : std::nullopt;
  }
  if (type.front() == 'B' && !IsPlainBase64(text)) return std::nullopt;
  return content;
}

std::optional<Json> StoredValue(const Json& value);

std::optional<Json> StoredContent(const std::string& type, const Json& content) {
  if (type == "S" || type == "N" || type == "B") return StoredText(type, content);
  if (type == "BOOL") return content.is_boolean() ? std::optional(content) : std::nullopt;
  if (type == "NULL") return content == Json(true) ? std::optional(content) : std::nullopt;
  if (type == "M") return StoredItem(content);
  if (!content.is_array()) return std::nullopt;
  Json members = Json::array();
  for (const Json& member : content) {
    auto stored = type == "L" ? StoredValue(member) : StoredText(type, member);
    if (!stored) return std::nullopt;
    members.push_back(*std::move(stored));
  }
  if (type != "L") std::sort(members.begin(), members.end());
  return members;
}

std::optional<Json> StoredValue(const Json& value) {
  static const std::vector<std::string> kTypes = {"S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"};
  if (!value.is_object() || value.size() != 1) return std::nullopt;
  const std::string& type = value.begin().key();
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()) return std::nullopt;
  auto content = StoredContent(type, value.begin().value());
  if (!content) return std::nullopt;
  return Json{{type, *std::move(content)}};
}

}  // namespace

std::optional<std::string> PlainNumber(const std::string& text) {
  static const std::regex kForm("(-?)([0-9]{1,60})(?:\\.([0-9]{1,60}))?(?:[eE]([+-]?[0-9]{1,3}))?");
  std::smatch match;
  if (text.size() > 130 || !std::regex_match(text, match, kForm)) return std::nullopt;
  std::string digits = match[2].str() + match[3].str();
  auto point = static_cast<std::int64_t>(match[2].length());
  if (match[4].matched) point += std::stoi(match[4].str());
  while (digits.starts_with('0')) {
    digits.erase(0, 1);
    --point;
  }
  while (digits.ends_with('0')) digits.pop_back();
  if (digits.empty()) return "0";
  std::string plain = match[1].str();
  const auto size = static_cast<std::int64_t>(digits.size());
  if (point <= 0) return plain + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
  if (point >= size) return plain + digits + std::string(static_cast<std::size_t>(point - size), '0');
  return plain + digits.substr(0, static_cast<std::size_t>(point)) + "." +
         digits.substr(static_cast<std::size_t>(point));
}

std::optional<Json> StoredItem(const Json& item) {
  if (!item.is_object()) return std::nullopt;
  Json stored = Json::object();
  for (const auto& [name, value] : item.items()) {
    auto stored_value = StoredValue(value);
    if (!stored_value) return std::nullopt;
    stored[name] = *std::move(stored_value);
  }
  return stored;
}

std::int64_t ChargedSize(const Json& item) {
  std::int64_t size = 0;
  for (const auto& [name, value] : item.items()) size += static_cast<std::int64_t>(name.size()) + SizeOfValue(value);
  return size;
}

}  // namespace tablerock
