#include "json/value_errors.h"

namespace tablerock::value_errors {
namespace {

constexpr std::string_view kInvalidValues = "One or more parameter values were invalid: ";
constexpr std::string_view kOneErrorDetected = "1 validation error detected: ";

ApiError Error(std::string_view text) { return ApiError::PrefixedValidation(std::string(kInvalidValues).append(text)); }

std::string Joined(const std::vector<std::string_view>& members, std::string_view separator, std::string_view quote) {
  std::string text = "[";
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i != 0) text += separator;
    text.append(quote).append(members[i]).append(quote);
  }
  return text += ']';
}

// Classic echoes members bare, current echoes them quoted and prefixes the sentence.
ApiError Duplicates(const std::string& classic_echo, const std::string& current_echo, std::string_view rest) {
  const auto sentence = [rest](const std::string& echo) {
    return std::string(kInvalidValues).append("Input collection ").append(echo).append(rest);
  };
  return {ErrorType::kValidation, sentence(classic_echo), std::string(kOneErrorDetected) + sentence(current_echo)};
}

}  // namespace

ApiError NoDatatype() {
  return ApiError::Validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
}

ApiError SeveralDatatypes() {
  return ApiError::Validation(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
}

ApiError NullNotTrue() { return Error("Null attribute value types must have the value of true"); }
ApiError EmptyStringSet() { return Error("An string set  may not be empty"); }  // two spaces
ApiError EmptyNumberSet() { return Error("An number set  may not be empty"); }  // two spaces
ApiError EmptyBinarySet() { return Error("Binary sets should not be empty"); }
ApiError NullInStringSet() { return Error("An string set may not have a null string as a member"); }

ApiError EmptyAttributeName() { return ApiError::Validation("Empty attribute name"); }
ApiError AttributeNameTooLong() {
  return ApiError::InvalidParameterValues("Attribute name is too large, must be less than 65536 bytes");
}

ApiError DuplicatesInStringSet(const std::vector<std::string_view>& members) {
  return Duplicates(Joined(members, ", ", ""), Joined(members, ", ", "\""), " contains duplicates.");
}

ApiError DuplicatesInNumberSet() { return ApiError::PrefixedValidation("Input collection contains duplicates"); }

ApiError DuplicatesInBinarySet(const std::vector<std::string_view>& members) {
  return Duplicates(Joined(members, ", ", ""), Joined(members, ",", "\""), "of type BS contains duplicates.");
}

ApiError NestedTooDeep() {
  return ApiError::Validation(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported "
      "limit");
}

}  // namespace tablerock::value_errors
