// What a change of the readers of a table's change log does to its shards. A reader reads whole shards: those from its
// beginning to its end. So whenever a reader comes or goes, all open shards are closed and others are open from then
// on. A shard knows the stream that was on when it was opened, if there was one; that is how a stream has shards of its
// own, and how a table without a stream has a log that no stream shows.
#pragma once

#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"

namespace tablerock {

// For a table whose readers are to be those that its description says now: closes the shards that are open and opens
// others in their place; none if it has no reader. Inside a Catalog change; FinishClosing (changes/stream_lifecycle.h)
// follows once it is made. `same_stream`: the table's stream, or that it has none, is as it was; then each shard
// has a child. Otherwise the new shards have no parents, and are as many as DatabaseOptions::stream_shards.
//
// A write that knows the new shards knows the new readers too, and has the images that they need.
Result<void> ReopenShards(Database& database, bool same_stream, TableDescription& table, WriteBatch& batch);

}  // namespace tablerock
