// JobRunner: the one background thread of a server. Takes up the jobs that stand in the catalog, at start those that an
// earlier run left, steps each in turn until it is done, and flushes the store once it was idle for a second. Sleeps on
// Database::job_signal() while there is nothing to do.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "core/result.h"
#include "jobs/job.h"
#include "storage/database.h"

namespace tablerock {

// Made, started and stopped by one thread; outlived by the database.
class JobRunner {
 public:
  explicit JobRunner(Database& database) : database_(database) {}
  ~JobRunner() { Stop(); }
  JobRunner(const JobRunner&) = delete;
  JobRunner& operator=(const JobRunner&) = delete;

  void Start();
  // Returns when the step that is running has ended. What is not done goes on after the next Start, of this process or
  // another.
  void Stop();

  // Does on the calling thread all that there is to do. REQUIRES: not started. Error: of the first step that failed.
  Result<void> RunUntilIdle();
  // One step of each job. True if there are any left. REQUIRES: not started.
  Result<bool> StepEach();

 private:
  void Run();
  Result<void> TakeUpJobs();

  Database& database_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Job>> jobs_;  // by their entries' namespace and name
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace tablerock
