#include "functions/http_target.h"

#include <utility>

namespace tablerock {

HttpTarget::HttpTarget(const FunctionSettings& function) {
  call_.url = ParseHttpUrl(function.url).value_or(HttpUrl());
  call_.headers = {{"Content-Type", "application/json"}};
  call_.time_out = std::chrono::seconds(function.timeout_seconds);
}

InvocationOutcome HttpTarget::Invoke(const std::string& event) {
  HttpCall call = call_;
  call.body = event;
  HttpAnswer answer = client_.Send(call);
  InvocationOutcome outcome;
  switch (answer.outcome) {
    case HttpAnswer::Outcome::kCancelled:
      outcome.kind = InvocationOutcome::Kind::kCancelled;
      return outcome;
    case HttpAnswer::Outcome::kNotReached:
      outcome.kind = InvocationOutcome::Kind::kNotInvoked;
      outcome.problem = call.url.authority + " is not reached: " + answer.problem;
      return outcome;
    case HttpAnswer::Outcome::kBroken:
    case HttpAnswer::Outcome::kTimedOut:
      outcome.kind = InvocationOutcome::Kind::kFunctionError;
      outcome.problem = call.url.authority + ": " + answer.problem;
      return outcome;
    case HttpAnswer::Outcome::kAnswered:
      break;
  }
  outcome = OutcomeOfAnswer(std::move(answer.body));
  if (outcome.kind != InvocationOutcome::Kind::kSuccess) return outcome;
  const std::string_view function_error = answer.Header("X-Amz-Function-Error");
  if (!function_error.empty()) {
    outcome.kind = InvocationOutcome::Kind::kFunctionError;
    outcome.problem = function_error;
  } else if (answer.status < 200 || answer.status > 299) {
    outcome.kind = InvocationOutcome::Kind::kFunctionError;
    outcome.problem = "status " + std::to_string(answer.status);
  }
  return outcome;
}

}  // namespace tablerock
