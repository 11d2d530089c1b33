// What a log line or a message to the person who runs the server says of an error: the cause of an InternalServerError,
// which clients never see, of others their text.
#pragma once

#include <string>

#include "core/api_error.h"

namespace tablerock {

// Lives as long as the error.
inline const std::string& ReasonOf(const ApiError& error) {
  return error.cause().empty() ? error.classic() : error.cause();
}

}  // namespace tablerock
