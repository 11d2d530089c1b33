#include "jobs/job_runner.h"

#include <chrono>
#include <iterator>
#include <optional>
#include <vector>

#include "core/clock.h"
#include "jobs/index_backfill.h"
#include "jobs/index_removal.h"
#include "operations/index_job.h"

namespace tablerock {
namespace {

// Between two looks at whether the store is idle, and before a failed step is tried again.
constexpr std::chrono::seconds kTick{1};
constexpr std::chrono::hours kLong{24};

// Nothing for an entry that this version does not know.
std::unique_ptr<Job> MakeJob(Database& database, const CatalogEntry& entry) {
  std::optional<IndexJob> index_job = ParseIndexJob(entry);
  if (!index_job) return nullptr;
  if (index_job->kind == IndexJobKind::kBackfill)
    return std::make_unique<IndexBackfill>(database, std::move(*index_job));
  return std::make_unique<IndexRemoval>(database, std::move(*index_job));
}

}  // namespace

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
  for (;;) {
    TABLEROCK_ASSIGN(const bool more, StepEach());
    if (!more) return {};
  }
}

Result<bool> JobRunner::StepEach() {
  TABLEROCK_TRY(TakeUpJobs());
  std::optional<ApiError> first_error;  // one job's does not hold up the others
  for (auto job = jobs_.begin(); job != jobs_.end() && !stopping_;) {
    const Result<JobProgress> progress = job->second->Step();
    if (!progress && !first_error) first_error = progress.error();
    job = progress && *progress == JobProgress::kDone ? jobs_.erase(job) : std::next(job);
  }
  if (first_error) return *first_error;
  return !jobs_.empty();
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
  // Nothing is to flush in memory, so only a ring wakes the thread there.
  const bool ticks = !database_.options().in_memory;
  while (!stopping_) {
    // Read before the jobs, so that one that comes meanwhile is not slept over.
    const std::uint64_t rings = database_.job_signal().rings();
    const Result<bool> more = StepEach();
    if (more && *more) continue;
    if (!more) {
      database_.log().Write(LogLevel::kError, "a background job failed and will be tried again",
                            {{"reason", more.error().cause().empty() ? more.error().classic() : more.error().cause()}});
    }
    const auto deadline = SteadyClock::now() + (ticks || !more ? SteadyClock::duration(kTick) : kLong);
    if (database_.job_signal().WaitUntil(rings, deadline) == rings && ticks) database_.store().FlushIfIdle();
  }
}

}  // namespace tablerock
