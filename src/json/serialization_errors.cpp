#include "json/serialization_errors.h"

#include <algorithm>
#include <array>
#include <string>

namespace tablerock {
namespace serialization_errors {
namespace {

constexpr std::string_view kPackage = "com.amazonaws.dynamodb.v20120810.";
constexpr std::string_view kStructureFound = "Start of structure or map found where not expected";
constexpr std::string_view kUnexpectedField = "Unexpected field type";
constexpr std::string_view kUnexpectedValue = "Unexpected value type in payload";
constexpr std::string_view kListClass = "Unrecognized collection type class ";
// What the service says of a scalar where a list or map stands in a list or map.
constexpr std::string_view kParameterizedType =
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of "
    "loader "
    "'bootstrap')";

ApiError Error(std::string_view text) { return ApiError::Serialization(std::string(text)); }

std::string ClassName(std::string_view name) {
  return name.find('.') == std::string_view::npos ? std::string(kPackage).append(name) : std::string(name);
}

std::string_view NameOf(JsonToken token) {
  switch (token) {
    case JsonToken::kObject:
    case JsonToken::kArray:
      return "";
    case JsonToken::kString:
      return "STRING_VALUE";
    case JsonToken::kNumber:
      return "NUMBER_VALUE";
    case JsonToken::kDecimal:
      return "DECIMAL_VALUE";
    case JsonToken::kTrue:
      return "TRUE_VALUE";
    case JsonToken::kFalse:
      return "FALSE_VALUE";
  }
  return "";
}

ApiError NotScalar(JsonToken found, std::string_view java_type) {
  if (found == JsonToken::kObject) return Error(kStructureFound);
  if (found == JsonToken::kArray) return Error(std::string(kListClass).append("java.lang.").append(java_type));
  return Error(std::string(NameOf(found)).append(" cannot be converted to ").append(java_type));
}

}  // namespace

ApiError NotText(JsonToken found) { return NotScalar(found, "String"); }

ApiError NotBinary(JsonToken found) {
  if (found == JsonToken::kObject) return Error(kStructureFound);
  if (found == JsonToken::kArray) return Error(std::string(kListClass) + "java.nio.ByteBuffer");
  return Error("only base-64-encoded strings are convertible to bytes");
}

ApiError NotBoolean(JsonToken found) {
  if (found == JsonToken::kString) return Error("Unexpected token received from parser");
  return NotScalar(found, "Boolean");
}

ApiError NotNumeric(JsonToken found, std::string_view java_type) { return NotScalar(found, java_type); }

ApiError NotTimestamp(JsonToken found) {
  if (found == JsonToken::kObject) return Error(kStructureFound);
  if (found == JsonToken::kArray) return Error(std::string(kListClass) + "java.util.Date");
  return Error(std::string(NameOf(found)) + " can not be converted to milliseconds since epoch");
}

ApiError NotList(JsonToken found, JsonPlace place) {
  if (found == JsonToken::kObject) return Error(kStructureFound);
  return Error(place == JsonPlace::kMember ? kUnexpectedField : kParameterizedType);
}

ApiError NotMap(JsonToken found, JsonPlace place, std::string_view value_class) {
  if (found == JsonToken::kArray) {
    return Error("Unrecognized collection type java.util.Map<java.lang.String, " + ClassName(value_class) + ">");
  }
  return Error(place == JsonPlace::kMember ? kUnexpectedField : kParameterizedType);
}

ApiError NotStructure(JsonToken found, JsonPlace place, std::string_view class_name) {
  if (found == JsonToken::kArray) return Error(std::string(kListClass) + ClassName(class_name));
  return Error(place == JsonPlace::kMember ? kUnexpectedField : kUnexpectedValue);
}

ApiError NotBase64(std::size_t text_size) {
  if (text_size % 4 != 0) {
    return Error("Base64 encoded length is expected a multiple of 4 bytes but found: " + std::to_string(text_size));
  }
  return Error("Invalid last non-pad Base64 character dectected");  // sic
}

ApiError Malformed() { return ApiError::Serialization({}); }

}  // namespace serialization_errors

bool ReadBoolean(std::string_view text, bool& value) {
  struct Word {
    std::string_view text;
    bool value;
  };
  constexpr std::array<Word, 6> kWords{
      {{"true", true}, {"false", false}, {"1", true}, {"0", false}, {"yes", true}, {"no", false}}};
  for (const Word& word : kWords) {
    const bool same = std::equal(text.begin(), text.end(), word.text.begin(), word.text.end(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
    if (!same) continue;
    value = word.value;
    return true;
  }
  return false;
}

}  // namespace tablerock
