// RecurringWork: a periodic job whose work says itself when it is due again: closing shards that are old enough
// (changes/shard_splitting.h), deleting what is past its 24 hours (changes/log_trim.h).
#pragma once

#include "jobs/periodic_job.h"
#include "storage/database.h"

namespace tablerock {

class RecurringWork final : public PeriodicJob {
 public:
  // Does what is due and returns when there may be more, by the database's Clock.
  using Work = Result<UnixMillis> (*)(Database& database);

  RecurringWork(Database& database, Work work) : database_(database), work_(work) {}

  UnixMillis due() override { return due_; }
  Result<void> Step() override {
    TABLEROCK_ASSIGN(due_, work_(database_));
    return {};
  }

 private:
  Database& database_;
  const Work work_;
  UnixMillis due_ = 0;
};

}  // namespace tablerock
