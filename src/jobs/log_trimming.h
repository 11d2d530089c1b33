// LogTrimming: deletes shards with their records and streams once their 24 hours are over (changes/log_trim.h).
#pragma once

#include "jobs/periodic_job.h"
#include "storage/database.h"

namespace tablerock {

class LogTrimming final : public PeriodicJob {
 public:
  explicit LogTrimming(Database& database) : database_(database) {}

  UnixMillis due() override { return due_; }
  Result<void> Step() override;

 private:
  Database& database_;
  UnixMillis due_ = 0;
};

}  // namespace tablerock
