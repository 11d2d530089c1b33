// CorsPolicy: which web pages may call this server, and the headers that tell their browsers so. Immutable,
// thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/request_head.h"

namespace tablerock {

class CorsPolicy {
 public:
  // "*" for every origin, else a list of origins separated by commas: "http://localhost:3000,https://app.example".
  explicit CorsPolicy(std::string_view allowed_origins);

  // Appends header lines, each with its line end; nothing where the request has no Origin or one that is not allowed.
  void AppendHeaders(const RequestHead& head, std::string& lines) const;
  // … of the answer to a preflight (OPTIONS) request.
  void AppendPreflightHeaders(const RequestHead& head, std::string& lines) const;

 private:
  bool AppendOrigin(const RequestHead& head, std::string& lines) const;

  bool any_ = false;
  std::vector<std::string> origins_;
};

}  // namespace tablerock
