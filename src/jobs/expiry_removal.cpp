#include "jobs/expiry_removal.h"

#include "jobs/job_entry.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {

Result<JobProgress> ExpiryRemoval::Step() {
  // Changes of a table come one after the other, each past its barrier: so nothing enables it again meanwhile.
  const auto remove = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    if (table.time_to_live) return {};  // enabled again, which has taken out what was there before
    const KeyBounds entries = BoundsOfPrefix(ExpiryPrefix(table.id));
    batch.DeleteRange(Family::kDerived, entries.lower, entries.upper);
    return {};
  };
  TABLEROCK_TRY(EndWithChange(database_, job_, remove));
  return JobProgress::kDone;
}

}  // namespace tablerock
