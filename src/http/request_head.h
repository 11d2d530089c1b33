// RequestHead: what the server wants to know of a request's line and headers. Copies, so that the read buffer may move;
// reused from request to request, so that the copies allocate nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tablerock {

struct RequestHead {
  std::string method;
  std::string target;  // as sent; absolute-form and origin-form alike
  std::string host;
  std::string amz_target;
  std::string authorization;
  std::string content_type;
  std::string content_encoding;
  std::string accept_encoding;
  std::string origin;
  std::string cors_headers;  // Access-Control-Request-Headers
  std::string cors_method;   // Access-Control-Request-Method
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool wants_private_network = false;      // Access-Control-Request-Private-Network: true
  bool unknown_transfer_encoding = false;  // not chunked, or not chunked alone

  void Clear();
};

// The parts of a request target. Views of the target.
struct RequestTarget {
  std::string_view authority;  // of an absolute-form target, "dynamodb.us-east-1.amazonaws.com"; else empty
  std::string_view path;       // "/" where there is none
  std::string_view query;      // behind '?'
};
// A program that names this server as its HTTP proxy sends "http://host/path" where others send "/path".
RequestTarget SplitTarget(std::string_view target);

// Header names and tokens compare without regard to case.
bool EqualsIgnoringCase(std::string_view left, std::string_view right);

}  // namespace tablerock
