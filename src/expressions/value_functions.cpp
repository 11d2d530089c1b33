#include "expressions/value_functions.h"

#include <algorithm>
#include <string_view>

namespace tablerock {
namespace {

// The service keeps strings as UTF-16: a character outside the basic plane, four bytes in UTF-8, counts two.
std::size_t Utf16Units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0U) != 0x80U) ++units;  // not a continuation byte
    if (byte >= 0xF0U) ++units;
  }
  return units;
}

}  // namespace

std::optional<std::size_t> ElementCount(AttributeValueView value) {
  switch (value.type()) {
    case AttributeType::kString:
      return Utf16Units(value.text());
    case AttributeType::kBinary:
      return value.text().size();
    case AttributeType::kList:
      return value.elements().count();
    case AttributeType::kMap:
      return value.attributes().count();
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      return value.members().count();
    default:
      return std::nullopt;
  }
}

bool BeginsWith(AttributeValueView value, AttributeValueView prefix) {
  if (value.type() != prefix.type()) return false;
  if (value.type() != AttributeType::kString && value.type() != AttributeType::kBinary) return false;
  return value.text().starts_with(prefix.text());
}

bool Contains(AttributeValueView value, AttributeValueView part) {
  switch (value.type()) {
    case AttributeType::kString:
    case AttributeType::kBinary:
      return part.type() == value.type() && value.text().find(part.text()) != std::string_view::npos;
    case AttributeType::kStringSet:
    case AttributeType::kNumberSet:
    case AttributeType::kBinarySet:
      return part.type() == MemberTypeOf(value.type()) && value.members().Contains(part.text());
    case AttributeType::kList: {
      const ListView elements = value.elements();
      return std::any_of(elements.begin(), elements.end(), [&](AttributeValueView element) { return element == part; });
    }
    default:
      return false;
  }
}

bool HasTypeNamed(AttributeValueView value, AttributeValueView type_name) {
  return type_name.type() == AttributeType::kString && NameOf(value.type()) == type_name.text();
}

}  // namespace tablerock
