// Dispatcher: from one request's bytes to one reply's bytes. Finds the operation by X-Amz-Target, decodes and checks
// its input, runs it and writes its output or its error. Knows nothing of sockets. One Dispatcher serves all threads; a
// PendingReply belongs to the thread that made it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace tablerock {

class Database;

// What http hands on. The views must stay valid until the reply is complete.
struct WireRequest {
  std::string_view method;         // "POST"
  std::string_view path;           // origin form without query: "/", "/ns/worker-1"
  std::string_view query;          // behind '?', may be empty (presigned requests carry their credentials there)
  std::string_view amz_target;     // X-Amz-Target, "DynamoDB_20120810.PutItem"; empty if missing
  std::string_view authorization;  // Authorization header; empty if missing
  std::string_view content_type;
  std::string_view host;
  std::string_view body;  // already inflated
};

struct WireResponse {
  unsigned status = 200;
  std::string_view content_type = "application/x-amz-json-1.0";  // a literal
  std::string body;
  // For the log: the operation's name ("" if unknown), and the table it named; views of literals or of the request.
  std::string_view operation;
};

// The rest of a request whose work is done in steps (Query, Scan, batch reads), so that others get the thread between
// them.
class PendingReply {
 public:
  virtual ~PendingReply() = default;
  // Works on for one bounded step. True when `response` is complete.
  virtual bool Step(WireResponse& response) = 0;
};

class Dispatcher {
 public:
  virtual ~Dispatcher() = default;
  // Handles a request. Returns nullptr when `response` is complete, else what has to be stepped on until it is.
  // Never throws: what goes wrong becomes an error reply.
  virtual std::unique_ptr<PendingReply> Handle(const WireRequest& request, WireResponse& response) const = 0;
};

// Which of its two wordings a message has, where the service is changing it (core/api_error.h).
enum class ErrorWording : std::uint8_t {
  k2026October,  // what most regions gave then: current for PutItem, UpdateItem and BatchGetItem, classic for the rest
  kClassic,
  kCurrent,
};

// What the server's options say of replies.
struct DispatcherOptions {
  bool namespaces_by_region = false;  // --namespaces region: one set of tables per account and region
  ErrorWording error_wording = ErrorWording::k2026October;
};
std::unique_ptr<Dispatcher> MakeDispatcher(Database& database, const DispatcherOptions& options);

}  // namespace tablerock
