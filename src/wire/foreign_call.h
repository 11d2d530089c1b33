// Calls that were meant for another AWS service: a program whose AWS_ENDPOINT_URL points here sends all of them here.
#pragma once

#include "wire/dispatcher.h"

namespace tablerock {

// If the request is one of another service, answers it with an error of the form that the service's SDKs read, which
// says what this endpoint is and which variable to set instead. False if it is none, or cannot be told. REQUIRES:
// X-Amz-Target names no API that we serve.
bool AnswerForeignCall(const WireRequest& request, WireResponse& response);

}  // namespace tablerock
