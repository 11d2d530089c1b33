// Compares all that a database derives from its items with them: every index entry, the counters of items and bytes,
// the sizes of item collections, the expiry entries, and the change log as far as it reaches. What `tablerock check`
// runs, and tests after a crash. Reads all of it, once from front to back and once by key; keeps in memory what it
// needs of the change log: the newest record of each item that the log names.
//
// REQUIRES: nothing writes to the database meanwhile, jobs included. Jobs that were cut short may stand in it: what
// they have still to do is not missed.
#pragma once

#include "jobs/check_report.h"
#include "storage/database.h"

namespace tablerock {

// What cannot be read is a disagreement as well.
CheckReport CheckConsistency(Database& database);

}  // namespace tablerock
