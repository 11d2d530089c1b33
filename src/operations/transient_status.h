// Transient statuses: CREATING, UPDATING and DELETING as the service shows them, for the time that
// --delay-transient-statuses sets (DatabaseOptions::transient_status_millis; 0: not at all). The description keeps
// until when; what is shown follows from the database's Clock at each look, so a frozen clock holds a status and an
// advanced one ends it. The work itself is done before the status shows, but for DELETING, which it follows.
#pragma once

#include <string_view>

#include "core/clock.h"
#include "core/request_context.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"

namespace tablerock {

// Notes the status, from now on, in a description that is about to be published. Nothing where there is no delay.
void BeginTransient(Database& database, TableStatus status, TableDescription& table);
void BeginTransient(Database& database, IndexStatus status, SecondaryIndex& index);

// What is shown of a table: UPDATING also while an index is only beginning to be created.
TableStatus ShownStatus(const TableDescription& table, UnixMillis now);
// What is shown of an index: while its table is being created, CREATING too.
IndexStatus ShownStatus(const TableDescription& table, const SecondaryIndex& index, UnixMillis now);

// Error: ResourceInUseException, while the table is being created, updated or deleted. For what would change it.
Result<void> CheckNotInTransition(const TableDescription& table, UnixMillis now);

// Drops a table whose time as DELETING is over.
Result<void> DropDeleted(Database& database, const TableDescription& table);

// Ends the statuses that are due: deleted tables are dropped, deleted indexes handed to the job that removes them.
// Returns when the next one is; kNever if none is noted.
Result<UnixMillis> EndTransientStatuses(Database& database);

}  // namespace tablerock
