#include "jobs/job_entry.h"

#include <utility>

namespace tablerock {

Result<void> KeepPosition(Database& database, const IndexJob& job) {
  WriteBatch batch;
  PutIndexJob(batch, job);
  return database.store().Write(std::move(batch));
}

Result<bool> EndWithChange(Database& database, const IndexJob& job, const Catalog::Change& change) {
  const auto end = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    DeleteIndexJob(batch, job);
    if (table.id != job.table_id) return {};
    return change(table, batch);
  };
  const auto altered = database.catalog().Alter(job.namespace_name, job.table_name, end);
  if (altered) return true;
  if (altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  TABLEROCK_TRY(EndJob(database, job));
  return false;
}

Result<void> EndJob(Database& database, const IndexJob& job) {
  WriteBatch batch;
  DeleteIndexJob(batch, job);
  return database.store().Write(std::move(batch));
}

}  // namespace tablerock
