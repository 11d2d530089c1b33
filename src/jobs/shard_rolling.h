// ShardRolling: closes the shards that are old enough and opens a child for each (changes/shard_splitting.h).
#pragma once

#include "jobs/periodic_job.h"
#include "storage/database.h"

namespace tablerock {

class ShardRolling final : public PeriodicJob {
 public:
  explicit ShardRolling(Database& database) : database_(database) {}

  UnixMillis due() override { return due_; }
  Result<void> Step() override;

 private:
  Database& database_;
  UnixMillis due_ = 0;
};

}  // namespace tablerock
