#include "functions/function_target.h"

#include <utility>

#include "functions/command_target.h"
#include "functions/http_target.h"
#include "json/document.h"

namespace tablerock {

InvocationOutcome OutcomeOfAnswer(std::string answer) {
  InvocationOutcome outcome;
  outcome.answer = std::move(answer);
  // Nearly every answer is short; what is no object cannot be an error.
  if (!outcome.answer.starts_with('{')) return outcome;
  const std::optional<Document> document = ParseDocument(outcome.answer);
  if (!document || !document->contains("errorMessage")) return outcome;
  const auto text_of = [&](const char* name) {
    const auto member = document->find(name);
    return member != document->end() && member->is_string() ? member->get<std::string>() : std::string();
  };
  outcome.kind = InvocationOutcome::Kind::kFunctionError;
  outcome.problem = text_of("errorType");
  if (!outcome.problem.empty()) outcome.problem += ": ";
  outcome.problem += text_of("errorMessage");
  return outcome;
}

std::unique_ptr<FunctionTarget> MakeTarget(const EventSourceMapping& mapping, const FunctionSurroundings& surroundings,
                                           const Log& log) {
  if (mapping.function.kind == FunctionSettings::Kind::kUrl) return std::make_unique<HttpTarget>(mapping.function);
  return std::make_unique<CommandTarget>(mapping, surroundings, log);
}

}  // namespace tablerock
