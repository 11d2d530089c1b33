// ExpiryBackfill: puts the expiry entries of the items that a table had already when time to live was enabled, while
// writes go on. Writes that know of it keep its entries themselves (indexes/expiry_entries.h); once none of an older
// version is in flight, one visit to each item is enough: lock, read, put the entry, unlock.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "jobs/job.h"
#include "operations/index_job.h"
#include "storage/database.h"

namespace tablerock {

class ExpiryBackfill final : public Job {
 public:
  ExpiryBackfill(Database& database, IndexJob job) : database_(database), job_(std::move(job)) {}

  Result<JobProgress> Step() override;

 private:
  // Fills on behind the job's position. True if more is left.
  Result<bool> FillSome(const TableDescription& table);
  Result<void> PutEntryOf(const std::string& item_key, const TableDescription& table);

  Database& database_;
  IndexJob job_;
  bool past_barrier_ = false;
};

}  // namespace tablerock
