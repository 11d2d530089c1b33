// TransientStatuses: ends CREATING, UPDATING and DELETING when their time is over (operations/transient_status.h).
#pragma once

#include <cstdint>

#include "jobs/periodic_job.h"
#include "storage/database.h"

namespace tablerock {

class TransientStatuses final : public PeriodicJob {
 public:
  explicit TransientStatuses(Database& database) : database_(database) {}

  UnixMillis due() override;
  Result<void> Step() override;

 private:
  Database& database_;
  std::uint64_t seen_changes_ = UINT64_MAX;  // of the catalog, when due_ was found
  UnixMillis due_ = 0;
};

}  // namespace tablerock
