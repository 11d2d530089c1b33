// Processes: what they are asked, told and left with. The shell stands for a function's program.
#include "functions/command_target.h"

#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <mutex>

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

namespace tablerock {
namespace {

using Kind = InvocationOutcome::Kind;

class CommandTargetTest : public testing::Test {
 protected:
  CommandTargetTest()
      : log_(LogLevel::kInfo, LogFormat::kText, [this](std::string_view line) {
          const std::lock_guard lock(mutex_);
          logged_ += line;
          logged_ += '\n';
        }) {
    sigset_t pipe;
    ::sigemptyset(&pipe);
    ::sigaddset(&pipe, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe, nullptr);  // as in the threads of InvocationWorkers
  }

  std::unique_ptr<CommandTarget> Shell(const std::string& script, std::int64_t timeout_seconds = 60) {
    EventSourceMapping mapping;
    mapping.function_name = "f";
    mapping.region = "eu-central-1";
    mapping.function.command = {"sh", "-c", script};
    mapping.function.directory = "/";
    mapping.function.timeout_seconds = timeout_seconds;
    mapping.function.environment = {{"COLOUR", "blue"}};
    return std::make_unique<CommandTarget>(mapping, FunctionSurroundings{"http://127.0.0.1:8000"}, log_);
  }

  std::mutex mutex_;
  std::string logged_;
  Log log_;
};

TEST_F(CommandTargetTest, OneProcessAnswersEventAfterEvent) {
  const auto target = Shell(R"(while read -r event; do echo "{\"pid\":$$,\"event\":$event}"; done)");
  const InvocationOutcome first = target->Invoke("1");
  const InvocationOutcome second = target->Invoke("2");
  EXPECT_EQ(first.kind, Kind::kSuccess) << first.problem;
  EXPECT_NE(first.answer.find("\"event\":1"), std::string::npos) << first.answer;
  EXPECT_EQ(first.answer.substr(0, first.answer.find(',')), second.answer.substr(0, second.answer.find(',')));
}

TEST_F(CommandTargetTest, AProcessThatDiesIsAFailureAndIsReplaced) {
  const auto target = Shell(R"(read -r event; if [ "$event" = die ]; then exit 3; fi; echo $event; exit 0)");
  const InvocationOutcome died = target->Invoke("die");
  EXPECT_EQ(died.kind, Kind::kFunctionError);
  EXPECT_NE(died.problem.find("exit status 3"), std::string::npos) << died.problem;
  // Each of these ends after its answer; the next event finds it out or finds it dying, and goes to another one.
  EXPECT_EQ(target->Invoke("1").answer, "1");
}

TEST_F(CommandTargetTest, WhatCannotBeStartedWasNotRun) {
  EventSourceMapping mapping;
  mapping.function.command = {"/no/such/program"};
  mapping.function.directory = "/";
  CommandTarget target(mapping, {}, log_);
  const InvocationOutcome outcome = target.Invoke("1");
  EXPECT_EQ(outcome.kind, Kind::kNotInvoked);
  EXPECT_NE(outcome.problem.find("/no/such/program cannot be started"), std::string::npos) << outcome.problem;
}

TEST_F(CommandTargetTest, AnAnswerWithAnErrorMessageIsAFailure) {
  const auto target =
      Shell(R"(while read -r e; do echo '{"errorMessage":"no NewImage","errorType":"KeyError"}'; done)");
  const InvocationOutcome outcome = target->Invoke("1");
  EXPECT_EQ(outcome.kind, Kind::kFunctionError);
  EXPECT_EQ(outcome.problem, "KeyError: no NewImage");
}

TEST_F(CommandTargetTest, WhatItWritesToStandardErrorIsLoggedBeforeItsResult) {
  const auto target = Shell(R"(while read -r e; do echo one >&2; printf 'two\nthree' >&2; echo null; done)");
  EXPECT_EQ(target->Invoke("1").kind, Kind::kSuccess);
  EXPECT_NE(logged_.find("function=f line=one"), std::string::npos) << logged_;
  EXPECT_NE(logged_.find("function=f line=two"), std::string::npos) << logged_;
}

TEST_F(CommandTargetTest, ACallThatTakesTooLongIsEnded) {
  const auto target = Shell("exec sleep 1000", 1);
  const InvocationOutcome outcome = target->Invoke("1");
  EXPECT_EQ(outcome.kind, Kind::kFunctionError);
  EXPECT_EQ(outcome.problem, "Task timed out after 1.00 seconds");
}

TEST_F(CommandTargetTest, CancelEndsACallThatRunsAndItsWholeGroup) {
  const auto target = Shell("echo started >&2; sleep 1000; echo null");
  auto outcome = std::async(std::launch::async, [&] { return target->Invoke("1"); });
  target->Cancel();  // before or while it runs
  EXPECT_EQ(outcome.get().kind, Kind::kCancelled);
  EXPECT_EQ(target->Invoke("2").kind, Kind::kCancelled);
}

TEST_F(CommandTargetTest, LargeEventsAndAnswersGoBothWays) {
  const auto target = Shell("exec cat");
  const std::string event = "\"" + std::string(5'000'000, 'x') + "\"";
  EXPECT_EQ(target->Invoke(event).answer, event);
}

TEST_F(CommandTargetTest, TheProcessInheritsNoDescriptorAndFindsTheServer) {
  // One that an embedding program did not close on exec; its number is none that a shell takes for itself.
  const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  const int open = ::fcntl(null, F_DUPFD, 200);
  ::close(null);
  const auto target =
      Shell(R"(while read -r e; do fds=$(ls /proc/$$/fd | tr '\n' ' '); )"
            R"(echo "$fds|$AWS_ENDPOINT_URL_DYNAMODB|$AWS_ENDPOINT_URL_DYNAMODB_STREAMS|$http_proxy|$COLOUR"; done)");
  const std::string answer = target->Invoke("1").answer;
  ::close(open);
  EXPECT_EQ(answer.substr(answer.find('|')), "|http://127.0.0.1:8000|http://127.0.0.1:8000|http://127.0.0.1:8000|blue");
  EXPECT_TRUE(answer.starts_with("0 1 2 ")) << answer;
  EXPECT_EQ(answer.find(" " + std::to_string(open) + " "), std::string::npos) << answer;
}

}  // namespace
}  // namespace tablerock
