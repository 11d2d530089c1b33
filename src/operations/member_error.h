// What the service calls an error of one member: in a batch's answer, and in the reasons for which a transaction is
// cancelled.
#pragma once

#include <string_view>

#include "core/api_error.h"

namespace tablerock {

// "ConditionalCheckFailed", …; "ValidationError" for all that have no code of their own.
std::string_view MemberErrorCode(const ApiError& error);

}  // namespace tablerock
