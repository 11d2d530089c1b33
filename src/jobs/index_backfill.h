// IndexBackfill: puts the entries of a new global secondary index for the items that the table has already, while
// writes go on. Writes of the version that has the index on keep its entries themselves (indexes/index_entries.h); once
// none of an older version is in flight, one visit to each item is enough: lock, read, put the entry unless it stands,
// unlock. Items whose key attributes are missing or of another type are left out. At the end the index becomes ACTIVE,
// its counters exact.
//
// Entries that were put before that moment are taken out first: a write of the older version may have changed the item
// after them, and knew nothing of the index.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "indexes/index_entries.h"
#include "jobs/job.h"
#include "operations/index_job.h"
#include "storage/database.h"

namespace tablerock {

class IndexBackfill final : public Job {
 public:
  IndexBackfill(Database& database, IndexJob job) : database_(database), job_(std::move(job)) {}

  Result<JobProgress> Step() override;

 private:
  enum class Phase : std::uint8_t { kBarrier, kEarlyEntries, kFill, kFinish };

  // Each does a bounded piece and returns the phase to go on with.
  Result<Phase> TakeOutSome(const TableVersion& table, const SecondaryIndex& index);
  Result<Phase> FillSome(const TableVersion& table, const SecondaryIndex& index);
  // Waits until the change that left the job has been published and no write of an older version is in flight.
  Result<void> PassBarrier();
  Result<void> TakeOut(const std::string& entry_key, const TableVersion& table, const SecondaryIndex& index);
  Result<void> PutEntryOf(const std::string& item_key, const TableVersion& table, const SecondaryIndex& index);
  // Writes and counts one entry put or taken out. REQUIRES: the item's lock is held.
  Result<void> Commit(WriteBatch&& batch, const IndexChange& change, const TableVersion& table);
  Result<void> Finish();

  Database& database_;
  IndexJob job_;
  Phase phase_ = Phase::kBarrier;
  std::string early_position_;  // the entry up to which all early ones are gone
};

}  // namespace tablerock
