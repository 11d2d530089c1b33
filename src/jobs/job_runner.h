// JobRunner: the one background thread of a server. Takes up the jobs that stand in the catalog, at start those that an
// earlier run left, steps each in turn until it is done, does the periodic jobs whose time has come, and flushes the
// store once it was idle for a second. Sleeps on Database::job_signal() while there is nothing to do; what moves the
// database's clock rings it.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "jobs/job.h"
#include "jobs/periodic_job.h"
#include "storage/database.h"

namespace tablerock {

// How long to rest behind a step that took `passed` and was on a processor for `worked` of it, where there are fewer
// processors than want to run. So many times as long as the step took, but no longer than leaves background jobs a
// tenth of a processor: however busy the server is, an index gets filled.
SteadyClock::duration RestBehind(SteadyClock::duration passed, std::chrono::nanoseconds worked);

// Made, started and stopped by one thread; outlived by the database.
class JobRunner {
 public:
  explicit JobRunner(Database& database);
  ~JobRunner() { Stop(); }
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void Start();
  // Returns when the step that is running has ended. What is not done goes on after the next Start, of this process or
  // another.
  void Stop();

  // Does on the calling thread all that there is to do now. REQUIRES: not started. Error: of the first step that
  // failed.
  Result<void> RunUntilIdle();
  // Moves the database's clock forward to `target`, stopping at each time on the way at which a periodic job is due, to
  // do it then. Returns when all is done that is due at `target`, or failed. A clock that is later already stays. Any
  // thread while started and not being stopped, else the calling thread does it.
  void MoveClockForward(UnixMillis target);
  // One step of each job, and of each periodic job that is due. True if there is more to do now. REQUIRES: not started.
  Result<bool> StepEach();

 private:
  // StepEach; rests behind it where processors are short, unless the signal rings after `rings` was read.
  Result<bool> StepEachAndRest(std::uint64_t rings);
  void Run();
  Result<void> TakeUpJobs();
  // Each returns the first error; one job's does not hold up the others.
  Result<void> StepJobs();
  Result<void> StepPeriodicJobs();
  UnixMillis NextDue() const;
  void MoveAsAsked();
  void MoveForward(UnixMillis target);

  struct ClockMove {
    UnixMillis target = 0;
    std::promise<void> moved;
  };

  Database& database_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Job>> jobs_;  // by their entries' namespace and name
  std::vector<std::unique_ptr<PeriodicJob>> periodic_jobs_;                   // in the order in which they are stepped
  std::mutex moves_mutex_;
  std::deque<ClockMove> moves_;  // asked for and not begun
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace tablerock
