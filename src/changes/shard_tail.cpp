#include "changes/shard_tail.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace tablerock {

ShardTail::ShardTail(Database& database, Shard shard, SequenceNumber next)
    : database_(database), shard_(std::move(shard)), next_(std::max(next, shard_.first)) {}

bool ShardTail::NothingNew() const {
  return saw_everything_ && !shard_.last &&
         seen_count_ == database_.change_count(shard_.table_id).load(std::memory_order_acquire);
}

Result<std::vector<ShardRecord>> ShardTail::Read(std::size_t limit, std::size_t bytes_max) {
  if (at_end() || NothingNew()) return std::vector<ShardRecord>();
  // Before the reading, so that what comes meanwhile is looked for again.
  seen_count_ = database_.change_count(shard_.table_id).load(std::memory_order_acquire);
  const SequenceNumber highest = database_.sequences().Highest();
  const SequenceNumber from = std::max(next_, StreamHorizon(database_.clock().Now()));
  TABLEROCK_ASSIGN(ShardPage page, ReadShard(database_, shard_.table_id, shard_.number, from,
                                             shard_.last.value_or(UINT64_MAX), limit, bytes_max));
  next_ = std::max(next_, page.next);
  has_more_ = page.has_more;
  saw_everything_ = !has_more_ && next_ > highest;
  return std::move(page.records);
}

}  // namespace tablerock
