// Closing open shards in favour of children: one child when a shard is old enough, two when it is split. A child takes
// over the parent's range of hashes, or half of it, so items of one partition key are always in one open shard.
//
// Order: a write that knows the new shards of its table comes after every write of the same item that knew the old ones
// (WriteUnit::Lock), and has the higher sequence number; readers go no further than the watermark. So whatever a reader
// finds of an item in a child, all that came before it can be read in the parent by then.
//
// The change that lists the children is one batch with their entries. The parent's ending sequence number follows once
// no write that knew the old shards is in flight; until then, also after a crash, the parent is neither open nor ended,
// and its readers are told to come again. Thread-safe; no WriteTicket may be held by the caller.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct ShardSplit {
  std::string parent_shard_id;
  std::vector<std::string> child_shard_ids;  // two, the lower half of the hashes first
};

// Closes an open shard of the table's stream and opens two in its place. An empty `shard_id`: the shard with the widest
// range of hashes, the oldest of them. Errors: ResourceNotFoundException, no such table or no such open shard;
// ValidationException, the table has no stream, the shard has a single hash, or the stream has as many shards as it
// may.
Result<ShardSplit> SplitShard(Database& database, std::string_view namespace_name, std::string_view table_name,
                              std::string_view shard_id);

// Closes every open shard of the table that was opened at `opened_until` or before, and opens one in place of each.
// Changes nothing where there is none. Error: ResourceNotFoundException, no such table.
Result<void> RollShards(Database& database, std::string_view namespace_name, std::string_view table_name,
                        UnixMillis opened_until);

// RollShards for every table: shards live for DatabaseOptions::shard_life_millis of the database's clock. Returns when
// the next one is due, by what is open now; a shard that is opened later is due later.
Result<UnixMillis> RollOldShards(Database& database);

}  // namespace tablerock
