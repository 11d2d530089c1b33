#include "http/plain_answers.h"

namespace tablerock {

namespace {

// The service's own text; its trailing space too.
constexpr std::string_view kHealthy = "healthy: dynamodb.us-east-1.amazonaws.com ";
constexpr std::string_view kNoSuchOperation = "<UnknownOperationException/>\n";
constexpr std::string_view kNoTunnels =
    "This endpoint speaks plain http only: it opens no tunnels. Name it as the proxy of http:// endpoints, not of "
    "https:// ones.\n";

// An endpoint with a path (/ns/NAME) is asked for its health under that path.
bool IsHealthPath(std::string_view path) { return path == "/" || path == "/health" || path.starts_with("/ns/"); }

}  // namespace

std::optional<PlainAnswer> AnswerPlainly(const RequestHead& head, const RequestTarget& target) {
  if (head.method == "POST") return std::nullopt;
  // A signed request is one of an SDK, which reads errors of its service's form: those are written above.
  const bool is_signed = !head.authorization.empty();
  if (is_signed && (head.method == "GET" || head.method == "PUT" || head.method == "DELETE")) return std::nullopt;
  if (head.method == "GET" || head.method == "HEAD") {
    if (IsHealthPath(target.path)) return PlainAnswer{.body = kHealthy};
  } else if (head.method == "OPTIONS") {
    return PlainAnswer{.preflight = true};
  } else if (head.method == "CONNECT") {
    return PlainAnswer{.status = 405, .body = kNoTunnels, .extra_header = "Allow: POST, GET, HEAD, OPTIONS\r\n"};
  }
  return PlainAnswer{.status = 404, .body = kNoSuchOperation};
}

}  // namespace tablerock
