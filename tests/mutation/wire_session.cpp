#include "mutation/wire_session.h"

#include <ctime>
#include <stdexcept>
#include <utility>

namespace tablerock {
namespace {

constexpr UnixMillis kStart = 1'795'000'000'000;  // in November 2026

double ThreadSeconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

std::string TargetOf(std::string_view operation) {
  const bool is_stream = operation == "ListStreams" || operation == "DescribeStream" ||
                         operation == "GetShardIterator" || operation == "GetRecords";
  std::string target = is_stream ? "DynamoDBStreams_20120810." : "DynamoDB_20120810.";
  target += operation;
  return target;
}

WireSession::WireSession()
    : log_(LogLevel::kError, LogFormat::kText, [this](std::string_view line) {
        logged_ += line;
        logged_ += '\n';
      }) {
  clock_.Freeze();
  clock_.Set(kStart);
  DatabaseOptions options;
  options.in_memory = true;
  auto database = Database::Open(options, clock_, log_);
  if (!database) throw std::runtime_error(database.error().cause());
  database_ = std::move(*database);
  dispatcher_ = MakeDispatcher(*database_, {});
  jobs_ = std::make_unique<JobRunner>(*database_);
}

WireReply WireSession::Ask(const WireCall& call) {
  const WireRequest request{call.method,        call.path,         call.query, call.target,
                            call.authorization, call.content_type, call.host,  call.body};
  WireResponse response;
  const double began = ThreadSeconds();
  auto pending = dispatcher_->Handle(request, response);
  while (pending != nullptr && !pending->Step(response)) {
  }
  return {response.status, std::string(response.content_type), std::move(response.body), ThreadSeconds() - began};
}

WireReply WireSession::Ask(std::string_view operation, std::string_view body) {
  WireCall call;
  call.target = TargetOf(operation);
  call.body = body;
  return Ask(call);
}

std::string WireSession::MustAsk(std::string_view operation, std::string_view body) {
  WireReply reply = Ask(operation, body);
  if (reply.status != 200) {
    throw std::runtime_error(std::string(operation) + " " + std::string(body) + " is answered " + reply.body);
  }
  return std::move(reply.body);
}

void WireSession::FinishJobs() {
  const auto done = jobs_->RunUntilIdle();
  if (!done) throw std::runtime_error(done.error().cause());
}

std::string WireSession::TakeLog() { return std::exchange(logged_, {}); }

}  // namespace tablerock
