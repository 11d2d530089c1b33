#include "functions/mapping_runner.h"

#include <chrono>
#include <utility>

namespace tablerock {
namespace {

constexpr std::size_t kFunctionsAtATime = 64;

}  // namespace

void MappingRunner::Start(const FunctionSurroundings& surroundings) {
  const std::lock_guard lock(mutex_);
  surroundings_ = surroundings;
  workers_ = std::make_unique<InvocationWorkers>(kFunctionsAtATime);
  for (const auto& [uuid, follower] : followers_) follower->Begin(surroundings);
  if (!followers_.empty()) StartThread();
}

void MappingRunner::StartThread() {
  thread_.Start("functions", [this] { return StepAll(); });
}

void MappingRunner::Stop() {
  thread_.Stop();
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [uuid, follower] : followers_) follower->Cancel();
  }
  workers_.reset();
  const std::lock_guard lock(mutex_);
  followers_.clear();
  call_ended_.notify_all();
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

Result<void> MappingRunner::Remove(const std::string& uuid) {
  std::unique_ptr<MappingFollower> removed;  // ends its processes behind the lock
  std::unique_lock lock(mutex_);
  auto found = followers_.find(uuid);
  if (found == followers_.end()) return {};
  TABLEROCK_TRY(found->second->Delete());
  found->second->Cancel();
  call_ended_.wait(lock, [&] {
    found = followers_.find(uuid);  // the stepping thread may be quicker
    return found == followers_.end() || found->second->gone();
  });
  if (found == followers_.end()) return {};
  removed = std::move(found->second);
  followers_.erase(found);
  return {};
}

WakeTime MappingRunner::StepAll() {
  const std::lock_guard lock(mutex_);
  const auto now = SteadyClock::now();
  WakeTime wake_at;
  for (auto entry = followers_.begin(); entry != followers_.end() && !thread_.stopping();) {
    MappingFollower& follower = *entry->second;
    if (follower.gone()) {
      entry = followers_.erase(entry);
      continue;
    }
    const auto at = follower.Step(now, [&](MappingFollower::Invocation i) { Submit(follower, std::move(i)); });
    wake_at = EarlierOf(wake_at, at);
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
  call_ended_.notify_all();
}

}  // namespace tablerock
