// FunctionTarget: what an event is handed to: a process that reads lines, or a URL.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/log.h"
#include "functions/event_source_mapping.h"

namespace tablerock {

struct InvocationOutcome {
  enum class Kind : std::uint8_t {
    kSuccess,
    kFunctionError,  // it ran and failed, died, or took too long: counts as an attempt
    kNotInvoked,     // it could not be run: no attempt
    kCancelled,      // ended by Cancel(): as if nothing had been
  };
  Kind kind = Kind::kSuccess;
  std::string answer;   // what the function gave back, JSON as it came
  std::string problem;  // "KeyError: 'NewImage'"; empty for a success
};

// An answer that is an error as Lambda's runtimes write them, {"errorMessage": …, "errorType": …}, as a kFunctionError;
// any other as a success.
InvocationOutcome OutcomeOfAnswer(std::string answer);

// Thread-safe: several events may be on their way at one time.
class FunctionTarget {
 public:
  virtual ~FunctionTarget() = default;
  // Blocks until the function has answered or its time is over. `event` has no line break.
  virtual InvocationOutcome Invoke(const std::string& event) = 0;
  // Ends every Invoke that is under way, and every later one, with kCancelled.
  virtual void Cancel() = 0;
};

// What a function is told about the server.
struct FunctionSurroundings {
  std::string endpoint;  // "http://127.0.0.1:8000"
};

// Starts nothing yet. `log` outlives the target.
std::unique_ptr<FunctionTarget> MakeTarget(const EventSourceMapping& mapping, const FunctionSurroundings& surroundings,
                                           const Log& log);

}  // namespace tablerock
