// NextToken of ExecuteStatement: where a page of a SELECT ended. It holds for its statement and parameters alone, and
// says nothing about the data but where to go on: a forged one can read nothing that the statement would not.
#pragma once

#include <string>
#include <string_view>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/client_request_token.h"
#include "operations/select_run.h"
#include "operations/statement_input.h"

namespace tablerock {

// Of what a token holds for.
RequestDigest DigestOf(const RequestContext& context, const StatementInput& input);

std::string StatementToken(const RequestDigest& digest, const SelectPosition& position);
// Errors: "Invalid NextToken", "NextToken does not match request".
Result<SelectPosition> ReadStatementToken(std::string_view token, const RequestDigest& digest);

ApiError InvalidStatementToken();

}  // namespace tablerock
