// Who signed a request, as its signature says. No signature is verified: any key and secret are good.
#pragma once

#include <string>

#include "core/result.h"
#include "wire/dispatcher.h"

namespace tablerock {

struct Credentials {
  std::string access_key;
  std::string region;   // of the credential scope; empty if it names none
  std::string service;  // "dynamodb", "s3", …; empty if it names none
};

// From the Authorization header, or from the query of a presigned request.
// Errors: MissingAuthenticationTokenException, IncompleteSignatureException.
Result<Credentials> ReadCredentials(const WireRequest& request);

// The account that the access key stands for: the key itself where it is 12 digits, else 000000000000.
std::string AccountOf(const Credentials& credentials);

}  // namespace tablerock
