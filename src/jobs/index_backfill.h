// IndexBackfill: puts the entries of a new global secondary index for the items that the table has already, while
// writes go on. From the version that has the index on, writes keep its entries themselves (indexes/index_entries.h),
// so one visit to each item that stood there before is enough: lock, read, put the entry unless it stands, unlock.
// Items whose key attributes are missing or of another type are left out. At the end the index becomes ACTIVE, its
// counters exact.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "jobs/job.h"
#include "operations/index_job.h"
#include "storage/database.h"

namespace tablerock {

class IndexBackfill final : public Job {
 public:
  IndexBackfill(Database& database, IndexJob job) : database_(database), job_(std::move(job)) {}

  Result<JobProgress> Step() override;

 private:
  Result<JobProgress> FillSome();
  // Waits until the change that left the job has been published and no write of an older version is in flight.
  Result<void> PassBarrier();
  Result<std::vector<std::string>> NextItemKeys() const;
  // Error: InternalServerError of the store.
  Result<void> PutEntryOf(const std::string& item_key, const TableVersion& table, const SecondaryIndex& index);
  Result<void> KeepPosition();
  Result<void> Finish();
  Result<void> Abandon();

  Database& database_;
  IndexJob job_;
  bool passed_barrier_ = false;
};

}  // namespace tablerock
