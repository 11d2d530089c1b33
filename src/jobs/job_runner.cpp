#include "jobs/job_runner.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <vector>

#include <pthread.h>

#include "changes/log_trim.h"
#include "changes/shard_splitting.h"
#include "core/clock.h"
#include "core/error_reason.h"
#include "core/thread_scheduling.h"
#include "jobs/expiry_backfill.h"
#include "jobs/expiry_removal.h"
#include "jobs/expiry_sweep.h"
#include "jobs/index_backfill.h"
#include "jobs/index_removal.h"
#include "jobs/recurring_work.h"
#include "jobs/transient_statuses.h"
#include "operations/index_job.h"

namespace tablerock {
namespace {

// Between two looks at whether the store is idle, and before a failed step is tried again.
constexpr std::chrono::milliseconds kTick{1'000};
constexpr std::chrono::milliseconds kTickInMemory{200};  // nothing is synced there
constexpr int kNiceness = 10;
constexpr int kRestsPerStep = 2;
constexpr int kPassedPerWorkedMax = 10;

// Nothing for an entry that this version does not know.
std::unique_ptr<Job> MakeJob(Database& database, const CatalogEntry& entry) {
  std::optional<IndexJob> index_job = ParseIndexJob(entry);
  if (!index_job) return nullptr;
  switch (index_job->kind) {
    case IndexJobKind::kBackfill:
      return std::make_unique<IndexBackfill>(database, std::move(*index_job));
    case IndexJobKind::kRemoval:
      return std::make_unique<IndexRemoval>(database, std::move(*index_job));
    case IndexJobKind::kExpiryBackfill:
      return std::make_unique<ExpiryBackfill>(database, std::move(*index_job));
    case IndexJobKind::kExpiryRemoval:
      return std::make_unique<ExpiryRemoval>(database, std::move(*index_job));
  }
  return nullptr;
}

}  // namespace

SteadyClock::duration RestBehind(SteadyClock::duration passed, std::chrono::nanoseconds worked) {
  const SteadyClock::duration most = kPassedPerWorkedMax * worked - passed;
  return std::clamp(most, SteadyClock::duration::zero(), kRestsPerStep * passed);
}

JobRunner::JobRunner(Database& database) : database_(database) {
  periodic_jobs_.push_back(std::make_unique<RecurringWork>(database, RollOldShards));
  periodic_jobs_.push_back(std::make_unique<RecurringWork>(database, TrimLog));
  periodic_jobs_.push_back(std::make_unique<ExpirySweep>(database));
  periodic_jobs_.push_back(std::make_unique<TransientStatuses>(database));
}

void JobRunner::Start() {
  stopping_ = false;
  thread_ = std::thread([this] { Run(); });
}

void JobRunner::Stop() {
  if (!thread_.joinable()) return;
  stopping_ = true;
  database_.job_signal().Ring();
  thread_.join();
  jobs_.clear();
}

Result<void> JobRunner::RunUntilIdle() {
  while (!stopping_) {
    TABLEROCK_ASSIGN(const bool more, StepEach());
    if (!more) break;
  }
  return {};
}

void JobRunner::MoveClockForward(UnixMillis target) {
  if (!thread_.joinable()) return MoveForward(target);
  std::future<void> moved;
  {
    const std::lock_guard lock(moves_mutex_);
    ClockMove& move = moves_.emplace_back();
    move.target = target;
    moved = move.moved.get_future();
  }
  database_.job_signal().Ring();
  moved.wait();
}

void JobRunner::MoveAsAsked() {
  for (;;) {
    ClockMove move;
    {
      const std::lock_guard lock(moves_mutex_);
      if (moves_.empty()) return;
      move = std::move(moves_.front());
      moves_.pop_front();
    }
    MoveForward(move.target);
    move.moved.set_value();
  }
}

void JobRunner::MoveForward(UnixMillis target) {
  Clock& clock = database_.clock();
  while (!stopping_) {
    const Result<void> done = RunUntilIdle();
    const UnixMillis now = clock.Now();
    if (now >= target) return;
    // What failed is tried again later, by whatever time it is then.
    clock.Set(done ? std::min(target, std::max(now, NextDue())) : target);
  }
}

Result<bool> JobRunner::StepEach() {
  TABLEROCK_TRY(TakeUpJobs());
  const Result<void> jobs = StepJobs();
  const Result<void> periodic_jobs = StepPeriodicJobs();
  TABLEROCK_TRY(jobs);
  TABLEROCK_TRY(periodic_jobs);
  return !jobs_.empty() || NextDue() <= database_.clock().Now();
}

Result<bool> JobRunner::StepEachAndRest(std::uint64_t rings) {
  const SteadyClock::time_point began = SteadyClock::now();
  const std::chrono::nanoseconds worked_before = TimeOnProcessor();
  const long times_taken = TimesProcessorWasTaken();
  Result<bool> more = StepEach();
  if (more && *more && TimesProcessorWasTaken() != times_taken) {
    const SteadyClock::time_point now = SteadyClock::now();
    database_.job_signal().WaitUntil(rings, now + RestBehind(now - began, TimeOnProcessor() - worked_before));
  }
  return more;
}

Result<void> JobRunner::StepJobs() {
  std::optional<ApiError> first_error;
  for (auto job = jobs_.begin(); job != jobs_.end() && !stopping_;) {
    const Result<JobProgress> progress = job->second->Step();
    if (!progress && !first_error) first_error = progress.error();
    job = progress && *progress == JobProgress::kDone ? jobs_.erase(job) : std::next(job);
  }
  if (first_error) return *first_error;
  return {};
}

Result<void> JobRunner::StepPeriodicJobs() {
  std::optional<ApiError> first_error;
  for (const auto& job : periodic_jobs_) {
    if (stopping_ || job->due() > database_.clock().Now()) continue;
    const Result<void> stepped = job->Step();
    if (!stepped && !first_error) first_error = stepped.error();
  }
  if (first_error) return *first_error;
  return {};
}

UnixMillis JobRunner::NextDue() const {
  UnixMillis next = kNever;
  for (const auto& job : periodic_jobs_) next = std::min(next, job->due());
  return next;
}

Result<void> JobRunner::TakeUpJobs() {
  TABLEROCK_ASSIGN(const std::vector<CatalogEntry> entries, database_.catalog().ListEntries(CatalogKind::kJob));
  for (const CatalogEntry& entry : entries) {
    std::unique_ptr<Job>& job = jobs_[{entry.namespace_name, entry.name}];
    if (!job) job = MakeJob(database_, entry);
    if (!job) jobs_.erase({entry.namespace_name, entry.name});
  }
  return {};
}

void JobRunner::Run() {
  ::pthread_setname_np(::pthread_self(), "jobs");
  TakeSmallerShare(kNiceness);  // requests come first where processors are few
  const Clock::Subscription moves = database_.clock().OnMove([this] { database_.job_signal().Ring(); });
  const std::chrono::milliseconds tick_length = database_.options().in_memory ? kTickInMemory : kTick;
  SteadyClock::time_point tick = SteadyClock::now() + tick_length;
  while (!stopping_) {
    // Read before the jobs, so that one that comes meanwhile is not slept over.
    const std::uint64_t rings = database_.job_signal().rings();
    MoveAsAsked();
    const Result<bool> more = StepEachAndRest(rings);
    if (more && *more) continue;
    if (!more) {
      database_.log().Write(LogLevel::kError, "a background job failed and will be tried again",
                            {{"reason", ReasonOf(more.error())}});
    }
    const SteadyClock::time_point wake = more ? database_.clock().WakeTimeFor(NextDue()) : SteadyClock::now() + kTick;
    database_.job_signal().WaitUntil(rings, std::min(wake, tick));
    if (SteadyClock::now() < tick) continue;
    database_.store().Tidy();
    tick = SteadyClock::now() + tick_length;
  }
}

}  // namespace tablerock
