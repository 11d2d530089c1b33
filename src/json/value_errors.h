// What can be wrong with an attribute value whose JSON is right: ValidationExceptions, behaviours.md rows 8–11 and 16
// (those of numbers: model/number.h). They are found while decoding but reported later, at the operation's turn in the
// service's order of checks. Those whose current wording was recorded have two texts (aws-messages.md, families 1, 7
// and 8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/api_error.h"

namespace tablerock::value_errors {

ApiError NoDatatype();
ApiError SeveralDatatypes();
ApiError NullNotTrue();
ApiError EmptyStringSet();
ApiError EmptyNumberSet();
ApiError EmptyBinarySet();
ApiError NullInStringSet();
// Attribute names of no or of more than limits::kAttributeNameSizeBytesMax bytes. behaviours.md row 17.
ApiError EmptyAttributeName();
ApiError AttributeNameTooLong();
// `members` as the request gave them: of a binary set in base64.
ApiError DuplicatesInStringSet(const std::vector<std::string_view>& members);
ApiError DuplicatesInNumberSet();
ApiError DuplicatesInBinarySet(const std::vector<std::string_view>& members);
// Lists and maps nested deeper than limits::kNestingLevelsMax. One text; what a wording makes of it depends on the
// operation.
ApiError NestedTooDeep();

}  // namespace tablerock::value_errors
