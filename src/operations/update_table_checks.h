// What UpdateTable checks of a request before it looks at the table: that it changes something, and only what can
// change together. Errors are ValidationExceptions in the service's words.
#pragma once

#include "core/result.h"
#include "operations/update_table.h"

namespace tablerock {

Result<void> CheckUpdateTableRequest(const UpdateTableInput& input);

// True if OnDemandThroughput (WarmThroughput) is there and not an empty structure, which counts as absent.
bool HasOnDemandThroughput(const std::optional<OnDemandThroughputInput>& throughput);
bool HasWarmThroughput(const std::optional<WarmThroughputInput>& throughput);

}  // namespace tablerock
