// GlobalSecondaryIndexUpdates of UpdateTable: adds, changes and deletes global secondary indexes of a table
// description. Only one can be added or deleted at a time; a job (index_job.h) does the rest of that. behaviours.md
// row 60.
#pragma once

#include <span>

#include "core/clock.h"
#include "core/result.h"
#include "model/table_description.h"
#include "operations/update_table.h"
#include "storage/store.h"

namespace tablerock {

// Within a Catalog change, after the billing mode was changed. Errors: in the service's words; nothing is to be kept of
// the description then.
Result<void> UpdateGlobalIndexes(Database& database, const UpdateTableInput& input, UnixMillis now,
                                 TableDescription& table, WriteBatch& batch);

// The table is to become provisioned, so each index needs its units in the same request.
// Error: "ProvisionedThroughput must be specified for index: NAME,NAME".
Result<void> CheckUnitsForEachIndex(const UpdateTableInput& input, const TableDescription& table);

// Takes a deleted index, and the attribute definitions that only it used, out of the description.
void EraseGlobalIndex(std::uint32_t index_id, TableDescription& table);

}  // namespace tablerock
