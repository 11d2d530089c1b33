// ControlApi: what this server answers under /_tablerock, beside the service's own API: the clock, streams, event
// source mappings. JSON in, JSON out; an error is {"Message": "..."}. It knows nothing of sockets, and not who may ask:
// http lets only this machine's own programs come here (http/local_only.h).
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/api_error.h"
#include "json/document.h"

namespace tablerock {

struct ControlRequest {
  std::string method;  // "GET"
  std::string path;    // "/_tablerock/clock", without query
  std::string query;   // behind '?', as sent
  std::string body;
};

struct ControlReply {
  int status = 200;
  std::string body;  // JSON
};

ControlReply JsonReply(const Document& document, int status = 200);
// {"Message": message}
ControlReply RefusalReply(int status, std::string_view message);
// 404 for what is not there, 500 for InternalServerError, else 400; the error's own text.
ControlReply ErrorReply(const ApiError& error);

// Filled before the server starts; then Handle may be called by any thread.
class ControlApi {
 public:
  // The parts of the path that stand for {…} in the pattern, in its order, percent-decoded.
  using PathValues = std::vector<std::string>;
  using Handler = std::function<ControlReply(const ControlRequest& request, const PathValues& values)>;

  // `pattern`: "/_tablerock/event-source-mappings/{UUID}"; {…} stands for one part of a path that is not empty.
  void Register(std::string method, std::string pattern, Handler handler);

  // Runs the handler on the calling thread; it may take its time. 404 for an unknown path, 405 for a method that its
  // path does not have, 500 for an exception of a library.
  ControlReply Handle(const ControlRequest& request) const;

 private:
  struct Route {
    std::string method;
    std::string pattern;
    Handler handler;
  };
  std::vector<Route> routes_;
};

// The object in a request's body; an empty body is an empty object. Nothing if it is no JSON object.
std::optional<Document> ObjectOf(const ControlRequest& request);
// The first member that is none of `known`; empty if there is none.
std::string UnknownMember(const Document& object, std::initializer_list<std::string_view> known);

}  // namespace tablerock
