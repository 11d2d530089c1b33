#include "operations/update_table_checks.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "operations/table_throughput.h"

namespace tablerock {
namespace {

bool HasIndexUpdates(const UpdateTableInput& input) {
  return input.global_secondary_index_updates && !input.global_secondary_index_updates->empty();
}

bool CreatesOrDeletesIndex(const UpdateTableInput& input) {
  if (!HasIndexUpdates(input)) return false;
  const auto& updates = *input.global_secondary_index_updates;
  return std::any_of(updates.begin(), updates.end(), [](const auto& u) { return u.create || u.remove; });
}

// The logical changes that the request asks for. Adding to the billing mode's, throughput is no change of its own.
std::size_t CountChanges(const UpdateTableInput& input) {
  std::size_t count = 0;
  if (input.provisioned_throughput || input.billing_mode) ++count;
  if (HasIndexUpdates(input)) ++count;
  if (input.stream_specification) ++count;
  if (input.sse_specification) ++count;
  if (input.table_class) ++count;
  if (input.deletion_protection_enabled) ++count;
  if (HasOnDemandThroughput(input.on_demand_throughput)) ++count;
  if (HasWarmThroughput(input.warm_throughput)) ++count;
  if (input.has_replica_updates) ++count;
  return count;
}

Result<void> CheckChangesSomething(const UpdateTableInput& input) {
  if (CountChanges(input) != 0) return {};
  return ApiError::Validation(
      "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, "
      "SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, "
      "DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required");
}

Result<void> CheckBilling(const UpdateTableInput& input) {
  if (input.billing_mode == "PROVISIONED" && !input.provisioned_throughput) {
    return ApiError::InvalidParameterValues("ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
  }
  if (input.billing_mode == "PAY_PER_REQUEST" && input.provisioned_throughput) {
    return ApiError::InvalidParameterValues(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  return input.provisioned_throughput ? CheckCapacityUnits(*input.provisioned_throughput) : Result<void>();
}

Result<void> CheckIndexUpdates(const UpdateTableInput& input) {
  if (!input.global_secondary_index_updates) return {};
  if (input.global_secondary_index_updates->empty()) {
    return ApiError::InvalidParameterValues("List of GlobalSecondaryIndexUpdates is empty");
  }
  std::set<std::string_view> names;
  for (const GlobalIndexUpdateInput& update : *input.global_secondary_index_updates) {
    const int actions =
        int{update.update.has_value()} + int{update.create.has_value()} + int{update.remove.has_value()};
    if (actions == 0) {
      return ApiError::InvalidParameterValues(
          "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, "
          "GlobalSecondaryIndexUpdate.Delete must not be null");
    }
    if (actions > 1) {
      return ApiError::InvalidParameterValues(
          "Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object");
    }
    const std::string& name = update.update   ? update.update->index_name
                              : update.create ? update.create->index_name
                                              : update.remove->index_name;
    if (!names.insert(name).second) {
      return ApiError::InvalidParameterValues(
          "Only one global secondary index update per index is allowed simultaneously. Index: " + name);
    }
    if (update.update && update.update->warm_throughput && !HasWarmThroughput(update.update->warm_throughput)) {
      return ApiError::InvalidParameterValues(
          "WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: " +
          name);
    }
  }
  return {};
}

// Which changes one request cannot make together. The first of the exclusive ones gives the message.
Result<void> CheckCombination(const UpdateTableInput& input) {
  const auto alone = [&](bool present, std::string_view text) -> Result<void> {
    if (!present || CountChanges(input) == 1) return {};
    return ApiError::InvalidParameterValues(text);
  };
  TABLEROCK_TRY(alone(input.sse_specification.has_value(),
                      "Server-Side Encryption modification must be the only operation in the request"));
  TABLEROCK_TRY(
      alone(input.table_class.has_value(), "TableClass modification must be the only operation in the request"));
  TABLEROCK_TRY(alone(input.deletion_protection_enabled.has_value(),
                      "DeletionProtection modification must be the only operation in the request"));
  TABLEROCK_TRY(alone(HasWarmThroughput(input.warm_throughput),
                      CreatesOrDeletesIndex(input)
                          ? "Create global secondary index cannot be specified when updating WarmThroughput"
                          : "WarmThroughput must be the only operation in the request"));
  if (HasOnDemandThroughput(input.on_demand_throughput) && CountChanges(input) > (input.billing_mode ? 2U : 1U)) {
    return ApiError::InvalidParameterValues(
        "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
  }
  if (input.stream_specification && input.provisioned_throughput) {
    return ApiError::InvalidParameterValues("You cannot modify stream status while updating table IOPS");
  }
  if (CreatesOrDeletesIndex(input) && input.provisioned_throughput) {
    return ApiError::InvalidParameterValues("You cannot create or delete index while updating table IOPS");
  }
  if (CreatesOrDeletesIndex(input) && input.stream_specification) {
    return ApiError::InvalidParameterValues("You cannot create or delete index while changing stream status");
  }
  return {};
}

Result<void> CheckStream(const std::optional<StreamSpecificationInput>& stream) {
  if (!stream || stream->stream_enabled == stream->stream_view_type.has_value()) return {};
  return ApiError::InvalidParameterValues(
      stream->stream_enabled ? "If stream is being enabled then UpdateViewType is required"
                             : "If stream is being disabled, then UpdateViewType must not be specified");
}

}  // namespace

bool HasOnDemandThroughput(const std::optional<OnDemandThroughputInput>& throughput) {
  return throughput && (throughput->max_read_request_units || throughput->max_write_request_units);
}

bool HasWarmThroughput(const std::optional<WarmThroughputInput>& throughput) {
  return throughput && (throughput->read_units_per_second || throughput->write_units_per_second);
}

Result<void> CheckUpdateTableRequest(const UpdateTableInput& input) {
  TABLEROCK_TRY(CheckChangesSomething(input));
  TABLEROCK_TRY(CheckBilling(input));
  TABLEROCK_TRY(CheckIndexUpdates(input));
  TABLEROCK_TRY(CheckCombination(input));
  if (input.has_replica_updates) {
    return ApiError::Validation("This server keeps tables of one region only: replicas cannot be changed");
  }
  return CheckStream(input.stream_specification);
}

}  // namespace tablerock
