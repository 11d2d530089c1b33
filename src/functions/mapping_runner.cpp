#include "functions/mapping_runner.h"

#include <chrono>
#include <utility>

#include <pthread.h>

namespace tablerock {
namespace {

constexpr std::size_t kFunctionsAtATime = 64;
constexpr std::chrono::hours kLong{24};

}  // namespace

void MappingRunner::Start(const FunctionSurroundings& surroundings) {
  const std::lock_guard lock(mutex_);
  surroundings_ = surroundings;
  workers_ = std::make_unique<InvocationWorkers>(kFunctionsAtATime);
  for (const auto& [uuid, follower] : followers_) follower->Begin(surroundings);
  if (!followers_.empty()) StartThread();
}

void MappingRunner::StartThread() {
  if (stopping_ || thread_.joinable()) return;
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "functions");
    Run();
  });
}

void MappingRunner::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  database_.change_signal().Ring();
  if (thread_.joinable()) thread_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [uuid, follower] : followers_) follower->Cancel();
  }
  workers_.reset();
  const std::lock_guard lock(mutex_);
  followers_.clear();
}

bool MappingRunner::Add(std::unique_ptr<MappingFollower> follower) {
  const Waking waking(*this);
  const std::string uuid = follower->mapping().uuid;
  const auto [place, added] = followers_.emplace(uuid, std::move(follower));
  if (!added || !surroundings_) return added;
  place->second->Begin(*surroundings_);
  StartThread();
  return true;
}

void MappingRunner::Run() {
  while (!stopping_) {
    // Read before the steps, so that what comes meanwhile is not slept over.
    const std::uint64_t rings = database_.change_signal().rings();
    const auto wake_at = StepAll();
    database_.change_signal().WaitUntil(rings, wake_at.value_or(SteadyClock::now() + kLong));
  }
}

std::optional<SteadyClock::time_point> MappingRunner::StepAll() {
  const std::lock_guard lock(mutex_);
  const auto now = SteadyClock::now();
  std::optional<SteadyClock::time_point> wake_at;
  for (auto entry = followers_.begin(); entry != followers_.end() && !stopping_;) {
    MappingFollower& follower = *entry->second;
    if (follower.gone()) {
      entry = followers_.erase(entry);
      continue;
    }
    const auto at = follower.Step(now, [&](MappingFollower::Invocation i) { Submit(follower, std::move(i)); });
    if (at && (!wake_at || *at < *wake_at)) wake_at = at;
    ++entry;
  }
  return wake_at;
}

void MappingRunner::Submit(MappingFollower& follower, MappingFollower::Invocation invocation) {
  // The follower stays as long as it has a call running.
  workers_->Submit([this, &follower, invocation = std::move(invocation)] { Invoke(follower, invocation); });
}

void MappingRunner::Invoke(MappingFollower& follower, const MappingFollower::Invocation& invocation) {
  const auto began = SteadyClock::now();
  const InvocationOutcome outcome = invocation.target->Invoke(invocation.event);
  const auto ended = SteadyClock::now();
  const Waking waking(*this);
  if (outcome.kind != InvocationOutcome::Kind::kCancelled) {
    const bool succeeded = outcome.kind == InvocationOutcome::Kind::kSuccess;
    const auto millis = std::chrono::duration_cast<std::chrono::milliseconds>(ended - began).count();
    database_.log().Write(succeeded ? LogLevel::kInfo : LogLevel::kWarning,
                          succeeded ? "a function ran" : "a function failed",
                          {{"function", follower.mapping().function_name},
                           {"records", std::to_string(invocation.record_count)},
                           {"milliseconds", std::to_string(millis)},
                           {"result", succeeded ? "ok" : outcome.problem}});
  }
  follower.OnOutcome(*invocation.lane, outcome, ended);
}

}  // namespace tablerock
