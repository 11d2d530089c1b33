// Provisioned, on-demand and warm throughput of tables and indexes as CreateTable and UpdateTable check and take them.
// Errors are ValidationExceptions in the service's words.
#pragma once

#include <optional>
#include <string_view>

#include "core/clock.h"
#include "core/result.h"
#include "model/table_description.h"
#include "operations/table_inputs.h"

namespace tablerock {

// Whose throughput it is: messages name an index; an empty name is the table.
struct ThroughputOwner {
  std::string_view index_name;
  bool is_index() const { return !index_name.empty(); }
};

// Error: "Given value N for ReadCapacityUnits is out of bounds".
Result<void> CheckCapacityUnits(const ProvisionedThroughputInput& input);

// Of something new: both members at least 1, only with PAY_PER_REQUEST.
Result<std::optional<OnDemandThroughput>> ParseOnDemandThroughput(const std::optional<OnDemandThroughputInput>& input,
                                                                  BillingMode billing_mode, ThroughputOwner owner);
// Of something new: no less than what it has anyway.
Result<std::optional<WarmThroughput>> ParseWarmThroughput(const std::optional<WarmThroughputInput>& input,
                                                          BillingMode billing_mode,
                                                          const ProvisionedThroughput& provisioned,
                                                          ThroughputOwner owner);

// Changes what is there member by member; -1 takes a limit away.
Result<void> UpdateOnDemandThroughput(const OnDemandThroughputInput& input, BillingMode billing_mode,
                                      ThroughputOwner owner, std::optional<OnDemandThroughput>& throughput);
// Warm throughput never decreases.
Result<void> UpdateWarmThroughput(const WarmThroughputInput& input, BillingMode billing_mode,
                                  const ProvisionedThroughput& provisioned, ThroughputOwner owner,
                                  std::optional<WarmThroughput>& warm);

// Sets the units and the stamps of an increase or decrease. Error: "The provisioned throughput for the table will not
// change. …" if both are what they were.
Result<void> UpdateProvisionedThroughput(const ProvisionedThroughputInput& input, ThroughputOwner owner, UnixMillis now,
                                         ProvisionedThroughput& throughput);

}  // namespace tablerock
