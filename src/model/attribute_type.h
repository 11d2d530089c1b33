// The ten data types of an attribute value, as the item encoding numbers them.
#pragma once

#include <cstdint>
#include <string_view>

namespace tablerock {

// Persisted as the first byte of every encoded value (storage/FORMAT.md): never change a number.
enum class AttributeType : std::uint8_t {
  kString = 1,
  kNumber = 2,
  kBinary = 3,
  kFalse = 4,  // BOOL is two tags
  kTrue = 5,
  kNull = 6,
  kList = 7,
  kMap = 8,
  kStringSet = 9,
  kNumberSet = 10,
  kBinarySet = 11,
};

// The service's name: "S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS".
constexpr std::string_view NameOf(AttributeType type) {
  switch (type) {
    case AttributeType::kString:
      return "S";
    case AttributeType::kNumber:
      return "N";
    case AttributeType::kBinary:
      return "B";
    case AttributeType::kFalse:
    case AttributeType::kTrue:
      return "BOOL";
    case AttributeType::kNull:
      return "NULL";
    case AttributeType::kList:
      return "L";
    case AttributeType::kMap:
      return "M";
    case AttributeType::kStringSet:
      return "SS";
    case AttributeType::kNumberSet:
      return "NS";
    case AttributeType::kBinarySet:
      return "BS";
  }
  return "";
}

// True if both are the same data type (true and false are both BOOL).
constexpr bool SameType(AttributeType a, AttributeType b) {
  const auto fold = [](AttributeType t) { return t == AttributeType::kFalse ? AttributeType::kTrue : t; };
  return fold(a) == fold(b);
}

constexpr bool IsScalarText(AttributeType type) {
  return type == AttributeType::kString || type == AttributeType::kNumber || type == AttributeType::kBinary;
}
constexpr bool IsSet(AttributeType type) { return type >= AttributeType::kStringSet; }
// The type of a set's members. REQUIRES: IsSet(type).
constexpr AttributeType MemberTypeOf(AttributeType type) {
  return type == AttributeType::kStringSet   ? AttributeType::kString
         : type == AttributeType::kNumberSet ? AttributeType::kNumber
                                             : AttributeType::kBinary;
}

}  // namespace tablerock
