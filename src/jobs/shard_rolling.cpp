#include "jobs/shard_rolling.h"

#include "changes/shard_splitting.h"

namespace tablerock {

Result<void> ShardRolling::Step() {
  TABLEROCK_ASSIGN(due_, RollOldShards(database_));
  return {};
}

}  // namespace tablerock
