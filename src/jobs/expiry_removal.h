// ExpiryRemoval: deletes the expiry entries of a table whose time to live was disabled, as a range. No write keeps them
// any more, and UpdateTimeToLive has waited until none of before was in flight.
#pragma once

#include <utility>

#include "jobs/job.h"
#include "operations/index_job.h"
#include "storage/database.h"

namespace tablerock {

class ExpiryRemoval final : public Job {
 public:
  ExpiryRemoval(Database& database, IndexJob job) : database_(database), job_(std::move(job)) {}

  Result<JobProgress> Step() override;

 private:
  Database& database_;
  IndexJob job_;
};

}  // namespace tablerock
