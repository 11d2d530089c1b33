#include "jobs/log_trimming.h"

#include "changes/log_trim.h"

namespace tablerock {

Result<void> LogTrimming::Step() {
  TABLEROCK_ASSIGN(due_, TrimLog(database_));
  return {};
}

}  // namespace tablerock
