#include "operations/table_throughput.h"

#include <array>
#include <string>
#include <utility>

#include "operations/table_report.h"

namespace tablerock {
namespace {

constexpr std::int64_t kCapacityUnitsMax = 1'000'000'000'000;
constexpr UnixMillis kMillisPerDay = 86'400'000;

struct NamedUnits {
  std::string_view name;
  std::optional<std::int64_t> units;
};

std::array<NamedUnits, 2> MembersOf(const OnDemandThroughputInput& input) {
  return {
      {{"MaxReadRequestUnits", input.max_read_request_units}, {"MaxWriteRequestUnits", input.max_write_request_units}}};
}

// "table" or "index : NAME": with a space before the colon, as the service has it.
std::string OnDemandOwner(ThroughputOwner owner) {
  return owner.is_index() ? "index : " + std::string(owner.index_name) : "table";
}

std::string WarmOwner(ThroughputOwner owner) {
  return owner.is_index() ? "index " + std::string(owner.index_name) : "table";
}

ApiError OnDemandOutOfRange(std::string_view member, ThroughputOwner owner) {
  return ApiError::InvalidParameterValues("Requested " + std::string(member) + " for OnDemandThroughput for " +
                                          OnDemandOwner(owner) + " is outside of valid range");
}

// Error, if any, for a member of warm throughput below what there is. `reason` follows "is lower than ".
Result<void> CheckWarmMembers(const WarmThroughputInput& input, const WarmThroughput& current, ThroughputOwner owner,
                              const std::array<std::string, 2>& reasons) {
  const std::array<NamedUnits, 2> members{
      {{"ReadUnitsPerSecond", input.read_units_per_second}, {"WriteUnitsPerSecond", input.write_units_per_second}}};
  const std::array<std::int64_t, 2> least{current.read_units_per_second, current.write_units_per_second};
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!members[i].units || *members[i].units >= least[i]) continue;
    return ApiError::InvalidParameterValues("Requested " + std::string(members[i].name) + " for WarmThroughput for " +
                                            WarmOwner(owner) + " is lower than " + reasons[i]);
  }
  return {};
}

WarmThroughput Raised(const WarmThroughputInput& input, const WarmThroughput& current) {
  return {input.read_units_per_second.value_or(current.read_units_per_second),
          input.write_units_per_second.value_or(current.write_units_per_second)};
}

ApiError ThroughputWillNotChange(const ProvisionedThroughput& throughput, ThroughputOwner owner) {
  const std::string index = owner.is_index() ? "index " + std::string(owner.index_name) : "the table";
  const std::string read = std::to_string(throughput.read_capacity_units);
  const std::string write = std::to_string(throughput.write_capacity_units);
  return ApiError::Validation("The provisioned throughput for the " + (owner.is_index() ? index : "table") +
                              " will not change. The requested value equals the current value. Current "
                              "ReadCapacityUnits provisioned for " +
                              index + ": " + read + ". Requested ReadCapacityUnits: " + read +
                              ". Current WriteCapacityUnits provisioned for " + index + ": " + write +
                              ". Requested WriteCapacityUnits: " + write +
                              ". Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
                              "higher limits.");
}

}  // namespace

Result<void> CheckCapacityUnits(const ProvisionedThroughputInput& input) {
  const std::array<NamedUnits, 2> members{
      {{"ReadCapacityUnits", input.read_capacity_units}, {"WriteCapacityUnits", input.write_capacity_units}}};
  for (const NamedUnits& member : members) {
    if (*member.units <= kCapacityUnitsMax) continue;
    return ApiError::Validation("Given value " + std::to_string(*member.units) + " for " + std::string(member.name) +
                                " is out of bounds");
  }
  return {};
}

Result<std::optional<OnDemandThroughput>> ParseOnDemandThroughput(const std::optional<OnDemandThroughputInput>& input,
                                                                  BillingMode billing_mode, ThroughputOwner owner) {
  if (!input) return std::optional<OnDemandThroughput>();
  for (const NamedUnits& member : MembersOf(*input)) {
    if (!member.units) continue;
    if (billing_mode == BillingMode::kProvisioned) {
      std::string text = std::string(member.name) + " for OnDemandThroughput ";
      if (owner.is_index()) text += "for index: " + std::string(owner.index_name) + " ";
      return ApiError::InvalidParameterValues(text + "cannot be specified when table BillingMode is PROVISIONED.");
    }
    if (*member.units < 1) return OnDemandOutOfRange(member.name, owner);
  }
  return std::optional<OnDemandThroughput>(
      {input->max_read_request_units.value_or(-1), input->max_write_request_units.value_or(-1)});
}

Result<std::optional<WarmThroughput>> ParseWarmThroughput(const std::optional<WarmThroughputInput>& input,
                                                          BillingMode billing_mode,
                                                          const ProvisionedThroughput& provisioned,
                                                          ThroughputOwner owner) {
  if (!input) return std::optional<WarmThroughput>();
  const WarmThroughput least = WarmThroughputOf(billing_mode, std::nullopt, provisioned);
  const std::string on_demand =
      "initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
      "on-demand-capacity-mode.html#on-demand-capacity-mode-initial";
  const std::array<std::string, 2> reasons =
      billing_mode == BillingMode::kPayPerRequest
          ? std::array{on_demand, on_demand}
          : std::array<std::string, 2>{"ReadCapacityUnits of ProvisionedThroughput",
                                       "WriteCapacityUnits of ProvisionedThroughput"};
  TABLEROCK_TRY(CheckWarmMembers(*input, least, owner, reasons));
  return std::optional<WarmThroughput>(Raised(*input, least));
}

Result<void> UpdateOnDemandThroughput(const OnDemandThroughputInput& input, BillingMode billing_mode,
                                      ThroughputOwner owner, std::optional<OnDemandThroughput>& throughput) {
  OnDemandThroughput updated = throughput.value_or(OnDemandThroughput{});
  for (const NamedUnits& member : MembersOf(input)) {
    if (!member.units) continue;
    if (billing_mode == BillingMode::kProvisioned) {
      std::string text = std::string(member.name) + " for OnDemandThroughput ";
      if (owner.is_index()) text += "for index : " + std::string(owner.index_name) + " ";
      return ApiError::InvalidParameterValues(text + "cannot be specified when the table BillingMode is PROVISIONED");
    }
    if (*member.units < 1 && *member.units != -1) return OnDemandOutOfRange(member.name, owner);
  }
  if (input.max_read_request_units) updated.max_read_request_units = *input.max_read_request_units;
  if (input.max_write_request_units) updated.max_write_request_units = *input.max_write_request_units;
  throughput.reset();
  if (updated != OnDemandThroughput{}) throughput = updated;
  return {};
}

Result<void> UpdateWarmThroughput(const WarmThroughputInput& input, BillingMode billing_mode,
                                  const ProvisionedThroughput& provisioned, ThroughputOwner owner,
                                  std::optional<WarmThroughput>& warm) {
  const WarmThroughput current = WarmThroughputOf(billing_mode, warm, provisioned);
  const std::string reason = "current WarmThroughput, decreasing WarmThroughput is not supported";
  TABLEROCK_TRY(CheckWarmMembers(input, current, owner, {reason, reason}));
  warm = Raised(input, current);
  return {};
}

Result<void> UpdateProvisionedThroughput(const ProvisionedThroughputInput& input, ThroughputOwner owner, UnixMillis now,
                                         ProvisionedThroughput& throughput) {
  const std::int64_t read_change = input.read_capacity_units - throughput.read_capacity_units;
  const std::int64_t write_change = input.write_capacity_units - throughput.write_capacity_units;
  if (read_change == 0 && write_change == 0) return ThroughputWillNotChange(throughput, owner);
  throughput.read_capacity_units = input.read_capacity_units;
  throughput.write_capacity_units = input.write_capacity_units;
  if (read_change > 0 || write_change > 0) throughput.last_increase = now;
  if (read_change < 0 || write_change < 0) {
    const bool same_day = throughput.last_decrease && *throughput.last_decrease / kMillisPerDay == now / kMillisPerDay;
    throughput.number_of_decreases_today = same_day ? throughput.number_of_decreases_today + 1 : 1;
    throughput.last_decrease = now;
  }
  return {};
}

}  // namespace tablerock
