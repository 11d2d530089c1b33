#include "jobs/expiry_removal.h"

#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {

Result<JobProgress> ExpiryRemoval::Step() {
  // Changes of a table come one after the other, each past its barrier: so nothing enables it again meanwhile.
  const auto remove = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    DeleteIndexJob(batch, job_);
    // Another table of that name; or enabled again, which has taken out what was there before.
    if (table.id != job_.table_id || table.time_to_live) return {};
    const KeyBounds entries = BoundsOfPrefix(ExpiryPrefix(table.id));
    batch.DeleteRange(Family::kDerived, entries.lower, entries.upper);
    return {};
  };
  const auto altered = database_.catalog().Alter(job_.namespace_name, job_.table_name, remove);
  if (altered) return JobProgress::kDone;
  if (altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  WriteBatch batch;  // the table is gone, its entries with it
  DeleteIndexJob(batch, job_);
  TABLEROCK_TRY(database_.store().Write(std::move(batch)));
  return JobProgress::kDone;
}

}  // namespace tablerock
