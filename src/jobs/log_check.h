// Checks the change log: that each record can be read, stands in a shard that the catalog knows, within its sequence
// numbers and hashes; and, of a table whose stream is on, that the newest record of an item says what the item is.
#pragma once

#include "core/result.h"
#include "jobs/check_report.h"
#include "storage/database.h"

namespace tablerock {

// The records of one table that is there. Sets checked.change_records. Error: something could not be read.
Result<void> CheckLogOfTable(Database& database, const TableVersion& version, CheckedTable& checked,
                             CheckReport& report);
// Records outside of all shards, those of deleted tables included.
Result<void> CheckLog(Database& database, CheckReport& report);

}  // namespace tablerock
