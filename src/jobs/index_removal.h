// IndexRemoval: deletes the entries of a global secondary index that UpdateTable took away, and the index with them. No
// write keeps entries of an index that is DELETING, and UpdateTable has waited until none of before was in flight.
#pragma once

#include <utility>

#include "jobs/job.h"
#include "operations/index_job.h"
#include "storage/database.h"

namespace tablerock {

class IndexRemoval final : public Job {
 public:
  IndexRemoval(Database& database, IndexJob job) : database_(database), job_(std::move(job)) {}

  Result<JobProgress> Step() override;

 private:
  Database& database_;
  IndexJob job_;
};

}  // namespace tablerock
