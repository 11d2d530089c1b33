#include "jobs/index_removal.h"

#include "operations/global_index_update.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {

Result<JobProgress> IndexRemoval::Step() {
  const KeyBounds entries = BoundsOfPrefix(IndexPrefix(job_.table_id, job_.index_id));
  const auto remove = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    DeleteIndexJob(batch, job_);
    if (table.id != job_.table_id) return {};  // another table of that name
    batch.DeleteRange(Family::kIndexes, entries.lower, entries.upper);
    batch.Delete(Family::kDerived, IndexCountersKey(job_.table_id, job_.index_id));
    EraseGlobalIndex(job_.index_id, table);
    table.status = TableStatus::kActive;
    return {};
  };
  const auto altered = database_.catalog().Alter(job_.namespace_name, job_.table_name, remove);
  if (altered) {
    database_.store().CompactRange(Family::kIndexes, entries.lower, entries.upper);
    return JobProgress::kDone;
  }
  if (altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  WriteBatch batch;  // the table is gone, its entries with it
  DeleteIndexJob(batch, job_);
  TABLEROCK_TRY(database_.store().Write(std::move(batch)));
  return JobProgress::kDone;
}

}  // namespace tablerock
