#include "jobs/index_removal.h"

#include "jobs/job_entry.h"
#include "operations/global_index_update.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {

Result<JobProgress> IndexRemoval::Step() {
  const KeyBounds entries = BoundsOfPrefix(IndexPrefix(job_.table_id, job_.index_id));
  const auto remove = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    batch.DeleteRange(Family::kIndexes, entries.lower, entries.upper);
    batch.Delete(Family::kDerived, IndexCountersKey(job_.table_id, job_.index_id));
    EraseGlobalIndex(job_.index_id, table);
    table.status = TableStatus::kActive;
    return {};
  };
  TABLEROCK_ASSIGN(const bool is_there, EndWithChange(database_, job_, remove));
  if (is_there) database_.store().CompactRange(Family::kIndexes, entries.lower, entries.upper);
  return JobProgress::kDone;
}

}  // namespace tablerock
