#include "changes/log_reopening.h"

#include <utility>
#include <vector>

#include "changes/shard_opening.h"

namespace tablerock {

Result<void> ReopenShards(Database& database, bool same_stream, TableDescription& table, WriteBatch& batch) {
  const std::vector<OpenShard> before = std::exchange(table.open_shards, {});
  if (!table.writes_change_log()) return {};
  TABLEROCK_ASSIGN(const ShardOpening opening, ShardOpening::Begin(database));
  if (same_stream && !before.empty()) {
    table.open_shards.reserve(before.size());
    for (const OpenShard& shard : before) {
      table.open_shards.push_back(opening.Open({shard.hash_begin, shard.hash_last}, shard.shard_id, table, batch));
    }
    return {};
  }
  for (const HashRange range : PiecesOf({}, database.options().stream_shards)) {
    table.open_shards.push_back(opening.Open(range, {}, table, batch));
  }
  return {};
}

}  // namespace tablerock
