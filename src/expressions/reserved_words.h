// The words that an expression cannot use as attribute names, only through a #name placeholder.
#pragma once

#include <string_view>

namespace tablerock {

// Case does not matter. Source: AWS documentation "Reserved words in DynamoDB", 573 words.
bool IsReservedWord(std::string_view name);

}  // namespace tablerock
