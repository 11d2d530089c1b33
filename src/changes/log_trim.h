// Deleting what no reader of the change log may ask for any more. Shards are deleted whole, as ranges, so an hour's
// work is a few deletes whatever was written; and since an open shard is closed in time (changes/shard_splitting.h), no
// more than a shard's life is kept beyond what is needed. What readers see does not wait for it: they begin at the
// horizon.
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"
#include "storage/sequence_latch.h"

namespace tablerock {

// The lowest sequence number of a table's log that some reader of it may still ask for. The one place where readers
// count: today streams, with the functions that read them, and deliveries; a position that lags holds nothing back
// beyond 24 hours, as in the service.
SequenceNumber LogHorizon(UnixMillis now);

// Deletes the closed shards that are all below the horizon, with their records, and the entries of streams that were
// switched off 24 hours ago. Returns when there may be more to do.
Result<UnixMillis> TrimLog(Database& database);

}  // namespace tablerock
