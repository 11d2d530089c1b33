// ControlHandler: who answers requests under /_tablerock, in his own time and on a thread of his own. http knows
// nothing of what they mean, only who may send them (local_only.h).
#pragma once

#include <functional>
#include <string>

namespace tablerock {

struct ControlCall {
  std::string method;
  std::string path;   // without query
  std::string query;  // behind '?'
  std::string body;   // already inflated
};

struct ControlAnswer {
  unsigned status = 200;
  std::string body;  // JSON
};

// `done` is to be called once, by any thread, and not to be kept after that: it holds the connection.
using ControlHandler = std::function<void(ControlCall call, std::function<void(ControlAnswer answer)> done)>;

}  // namespace tablerock
