// Errors as the service's JSON: {"__type": "…#ValidationException", "message": "…"}, with what some carry besides.
#pragma once

#include "core/api_error.h"
#include "core/log.h"
#include "wire/dispatcher.h"

namespace tablerock {

// Replaces what `response` holds. The cause of an InternalServerError goes to the log. behaviours.md rows 50, 54
// and 67.
void WriteErrorReply(const ApiError& error, Wording wording, const Log& log, WireResponse& response);

}  // namespace tablerock
