#include "http/cors.h"

#include <algorithm>

namespace tablerock {

CorsPolicy::CorsPolicy(std::string_view allowed_origins) {
  while (!allowed_origins.empty()) {
    const std::size_t comma = std::min(allowed_origins.find(','), allowed_origins.size());
    std::string_view origin = allowed_origins.substr(0, comma);
    allowed_origins.remove_prefix(std::min(comma + 1, allowed_origins.size()));
    while (!origin.empty() && origin.front() == ' ') origin.remove_prefix(1);
    while (!origin.empty() && (origin.back() == ' ' || origin.back() == '/')) origin.remove_suffix(1);
    if (origin == "*") any_ = true;
    if (!origin.empty()) origins_.emplace_back(origin);
  }
}

bool CorsPolicy::AppendOrigin(const RequestHead& head, std::string& lines) const {
  if (head.origin.empty()) return false;
  if (any_) {
    lines += "Access-Control-Allow-Origin: *\r\n";
    return true;
  }
  if (std::find(origins_.begin(), origins_.end(), head.origin) == origins_.end()) return false;
  lines += "Access-Control-Allow-Origin: ";
  lines += head.origin;
  lines += "\r\nVary: Origin\r\n";
  return true;
}

void CorsPolicy::AppendHeaders(const RequestHead& head, std::string& lines) const {
  if (!AppendOrigin(head, lines)) return;
  lines += "Access-Control-Expose-Headers: x-amzn-RequestId,x-amz-crc32,Date\r\n";
}

void CorsPolicy::AppendPreflightHeaders(const RequestHead& head, std::string& lines) const {
  if (!AppendOrigin(head, lines)) return;
  // What the page asks for is what it gets: there is nothing here that a header or a method protects.
  lines += "Access-Control-Allow-Methods: ";
  lines += head.cors_method.empty() ? "POST, GET, OPTIONS" : head.cors_method;
  lines += "\r\nAccess-Control-Allow-Headers: ";
  lines += head.cors_headers.empty() ? "*" : head.cors_headers;
  lines += "\r\nAccess-Control-Max-Age: 172800\r\n";
  if (head.wants_private_network) lines += "Access-Control-Allow-Private-Network: true\r\n";
}

}  // namespace tablerock
