#include "functions/command_target.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <sys/eventfd.h>
#include <unistd.h>

#include "functions/python_runner.h"

namespace tablerock {

namespace {

// For all processes of a function together, when it goes.
constexpr std::chrono::milliseconds kEndTime{60};

// The server's environment, what the function's settings add to it, and what points an SDK at this server.
std::vector<std::string> EnvironmentOf(const EventSourceMapping& mapping, const FunctionSurroundings& surroundings) {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  // The access key that is the account's number sees the same tables also where each account has its own.
  variables.emplace("AWS_ACCESS_KEY_ID", mapping.account);
  variables.emplace("AWS_SECRET_ACCESS_KEY", "local");
  variables.emplace("AWS_REGION", mapping.region);
  variables.emplace("AWS_DEFAULT_REGION", variables["AWS_REGION"]);
  variables.emplace("AWS_EC2_METADATA_DISABLED", "true");
  std::string endpoint = surroundings.endpoint;
  // A set of tables with a name of its own has a path; "account/region" is that of the signature.
  if (!mapping.namespace_name.empty() && mapping.namespace_name.find('/') == std::string::npos) {
    endpoint.append("/ns/").append(mapping.namespace_name);
  }
  variables["AWS_ENDPOINT_URL_DYNAMODB"] = endpoint;
  variables["AWS_ENDPOINT_URL_DYNAMODB_STREAMS"] = endpoint;
  // A function that names http://dynamodb.REGION.amazonaws.com in its code comes here by way of its proxy.
  for (const char* name : {"http_proxy", "HTTP_PROXY"}) variables[name] = surroundings.endpoint;
  for (const char* name : {"no_proxy", "NO_PROXY"}) {
    std::string& hosts = variables[name];
    if (!hosts.empty()) hosts += ',';
    hosts += "localhost,127.0.0.1,::1";
  }
  variables["AWS_LAMBDA_FUNCTION_NAME"] = mapping.function_name;
  variables["LAMBDA_TASK_ROOT"] = mapping.function.directory;
  for (const auto& [name, value] : mapping.function.environment) variables[name] = value;

  std::vector<std::string> environment;
  environment.reserve(variables.size());
  for (const auto& [name, value] : variables) environment.push_back(std::string(name).append("=").append(value));
  return environment;
}

std::vector<std::string> ArgumentsOf(const EventSourceMapping& mapping) {
  const FunctionSettings& function = mapping.function;
  if (function.kind == FunctionSettings::Kind::kCommand) return function.command;
  return {function.interpreter,
          "-c",
          std::string(kPythonRunner),
          function.python_file,
          function.handler,
          mapping.function_name,
          mapping.region,
          mapping.account,
          std::to_string(function.timeout_seconds)};
}

InvocationOutcome FunctionError(std::string problem) {
  InvocationOutcome outcome;
  outcome.kind = InvocationOutcome::Kind::kFunctionError;
  outcome.problem = std::move(problem);
  return outcome;
}

}  // namespace

CommandTarget::CommandTarget(const EventSourceMapping& mapping, const FunctionSurroundings& surroundings,
                             const Log& log)
    : log_(log),
      function_name_(mapping.function_name),
      timeout_(mapping.function.timeout_seconds),
      cancel_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  command_.arguments = ArgumentsOf(mapping);
  command_.environment = EnvironmentOf(mapping, surroundings);
  command_.directory = mapping.function.directory;
}

CommandTarget::~CommandTarget() {
  for (const auto& process : idle_) process->CloseInput();
  const auto deadline = end_by_.value_or(SteadyClock::now() + kEndTime);
  for (const auto& process : idle_) process->AwaitEnd(deadline);
}

void CommandTarget::Cancel() {
  const std::uint64_t one = 1;
  if (::write(cancel_.get(), &one, sizeof one) < 0) return;  // it is readable already
  // Those that run nothing may begin to end while others are still being cancelled.
  const std::lock_guard lock(mutex_);
  for (const auto& process : idle_) process->CloseInput();
  end_by_ = SteadyClock::now() + kEndTime;
}

std::unique_ptr<FunctionProcess> CommandTarget::TakeProcess(std::string& problem) {
  {
    const std::lock_guard lock(mutex_);
    while (!idle_.empty()) {
      std::unique_ptr<FunctionProcess> process = std::move(idle_.back());
      idle_.pop_back();
      if (process->Runs()) return process;
    }
  }
  return FunctionProcess::Start(
      command_,
      [this](std::string_view line) {
        log_.Write(LogLevel::kInfo, "function output", {{"function", function_name_}, {"line", std::string(line)}});
      },
      problem);
}

InvocationOutcome CommandTarget::Invoke(const std::string& event) {
  InvocationOutcome outcome;
  std::unique_ptr<FunctionProcess> process = TakeProcess(outcome.problem);
  if (!process) {
    outcome.kind = InvocationOutcome::Kind::kNotInvoked;
    return outcome;
  }
  std::string answer;
  switch (process->Exchange(event, SteadyClock::now() + timeout_, cancel_.get(), answer)) {
    case FunctionProcess::Outcome::kAnswered:
      break;
    case FunctionProcess::Outcome::kEnded:
      return FunctionError("Runtime.ExitError: the process ended without an answer: " + process->EndText());
    case FunctionProcess::Outcome::kTimedOut: {
      std::array<char, 64> text{};
      std::snprintf(text.data(), text.size(), "Task timed out after %lld.00 seconds",
                    static_cast<long long>(timeout_.count()));
      return FunctionError(text.data());
    }
    case FunctionProcess::Outcome::kCancelled:
      outcome.kind = InvocationOutcome::Kind::kCancelled;
      return outcome;
  }
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(process));
  }
  return OutcomeOfAnswer(std::move(answer));
}

}  // namespace tablerock
