// The catalog entry of a job on a table's index or expiry entries, as the job goes on and ends.
#pragma once

#include "core/result.h"
#include "operations/index_job.h"
#include "storage/catalog.h"
#include "storage/database.h"

namespace tablerock {

// Keeps how far a backfill has come.
Result<void> KeepPosition(Database& database, const IndexJob& job);

// A job's last step: makes `change` to its table and deletes the entry in one batch. Where the table is gone, or
// another one has its name, the entry alone. True: there is a table of that name.
Result<bool> EndWithChange(Database& database, const IndexJob& job, const Catalog::Change& change);
// A last step that changes no table.
Result<void> EndJob(Database& database, const IndexJob& job);

}  // namespace tablerock
