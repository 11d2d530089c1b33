#include "jobs/transient_statuses.h"

#include "operations/transient_status.h"

namespace tablerock {

UnixMillis TransientStatuses::due() { return database_.catalog().changes() == seen_changes_ ? due_ : 0; }

Result<void> TransientStatuses::Step() {
  const std::uint64_t changes = database_.catalog().changes();
  TABLEROCK_ASSIGN(due_, EndTransientStatuses(database_));
  seen_changes_ = changes;
  return {};
}

}  // namespace tablerock
