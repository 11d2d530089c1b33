// Who asks: what the request's signature, path and operation say, beside its parameters.
#pragma once

#include <string>

#include "core/api_error.h"

namespace tablerock {

struct RequestContext {
  // The set of tables that the request sees. "" is the shared one; DESIGN: an endpoint path /ns/NAME or, in mode
  // `region`, account and region name another.
  std::string namespace_name;
  std::string account = "000000000000";  // 12 digits; goes into ARNs
  std::string region = "us-east-1";      // of the credential scope; goes into ARNs and stream records
  std::string request_host;              // the Host header; DescribeEndpoints answers it
  Wording wording = Wording::kClassic;   // which of two texts and outcomes this operation gives
};

}  // namespace tablerock
