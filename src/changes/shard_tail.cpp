#include "changes/shard_tail.h"

#include <algorithm>
#include <atomic>
#include <utility>

namespace tablerock {

ShardTail::ShardTail(Database& database, Shard shard, SequenceNumber next)
    : database_(database), shard_(std::move(shard)), next_(std::max(next, shard_.first)) {}

std::uint64_t ShardTail::CountChanges() const {
  return database_.change_count(shard_.table_id).load(std::memory_order_acquire);
}

bool ShardTail::NothingNew() const { return saw_everything_ && !shard_.last && seen_count_ == CountChanges(); }

Result<void> ShardTail::Read(std::size_t limit, std::size_t bytes_max, const Take& take) {
  if (at_end() || NothingNew()) return {};
  saw_everything_ = false;
  // Before the reading, so that what comes meanwhile is looked for again.
  seen_count_ = CountChanges();
  const SequenceNumber highest = database_.sequences().Highest();
  const SequenceNumber from = std::max(next_, StreamHorizon(database_.clock().Now()));
  TABLEROCK_ASSIGN(ShardPage page, ReadShard(database_, shard_.table_id, shard_.number, from,
                                             shard_.last.value_or(UINT64_MAX), limit, bytes_max));
  for (ShardRecord& record : page.records) {
    const SequenceNumber number = record.number;
    const Result<bool> taken = take(std::move(record));
    if (taken && *taken) continue;
    next_ = number;
    has_more_ = true;
    TABLEROCK_TRY(taken);
    return {};
  }
  next_ = std::max(next_, page.next);
  has_more_ = page.has_more;
  saw_everything_ = !has_more_ && next_ > highest;
  return {};
}

}  // namespace tablerock
