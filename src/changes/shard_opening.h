// Opens shards of a table's change log inside a Catalog change: entries into its batch, and what the table's new
// version lists as open. Used by what switches streams on and by what splits and rolls shards.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"
#include "storage/sequence_latch.h"

namespace tablerock {

// Hashes of partition keys, both ends inclusive.
struct HashRange {
  std::uint64_t begin = 0;
  std::uint64_t last = UINT64_MAX;
};
// `count` ranges of equal size that cover `range`, in order. REQUIRES: count > 0, and no more than there are hashes.
std::vector<HashRange> PiecesOf(HashRange range, std::uint32_t count);

// Open and closed shards of one table at one time. Each is a catalog entry that lives for a day and more.
inline constexpr std::size_t kOpenShardsMax = 1'000;

struct ShardOpening {
  // Takes the number from which on the shards have their records: above every number that was given out before.
  static Result<ShardOpening> Begin(Database& database);

  // Puts the entry of one more shard into `batch`. `parent_shard_id` is empty for a shard without a parent. REQUIRES:
  // table.writes_change_log(); its id is set.
  OpenShard Open(HashRange range, std::string_view parent_shard_id, TableDescription& table, WriteBatch& batch) const;

  UnixMillis opened_at = 0;
  SequenceNumber first = 0;
};

// "shardId-" ‖ 20 digits of the opening time ‖ "-" ‖ 8 hex digits. Ids of one stream stand in the order of their
// opening, as consumers made for Kinesis demand.
std::string MakeShardId(UnixMillis opened_at, std::uint32_t table_id, std::uint32_t number);
// Nothing if that is no shard id of ours.
std::optional<UnixMillis> OpeningTimeOf(std::string_view shard_id);

}  // namespace tablerock
