#include "operations/update_table.h"

#include <algorithm>
#include <string>
#include <utility>

#include "changes/stream_lifecycle.h"
#include "operations/global_index_update.h"
#include "operations/table_lookup.h"
#include "operations/table_settings.h"
#include "operations/table_throughput.h"
#include "operations/transient_status.h"
#include "operations/update_table_checks.h"

namespace tablerock {
namespace {

ApiError StillInUse(const std::string& text) {
  return ApiError::ResourceInUse("Attempt to change a resource which is still in use: " + text);
}

std::string NamesOfIndexes(const TableDescription& table, IndexStatus status) {
  std::string names;
  for (const SecondaryIndex& index : table.global_indexes) {
    if (index.status != status) continue;
    if (!names.empty()) names += ", ";
    names += index.name;
  }
  return names;
}

// While an index is being deleted, the table's throughput stands still. (Other changes may be made.)
Result<void> CheckNotDeletingIndex(const UpdateTableInput& input, const TableDescription& before) {
  const std::string deleting = NamesOfIndexes(before, IndexStatus::kDeleting);
  if (deleting.empty()) return {};
  const bool switches_billing =
      input.billing_mode && ParseBillingMode(*input.billing_mode) != std::optional(before.billing_mode);
  if (input.provisioned_throughput || switches_billing) {
    return StillInUse("Can't change table IOPS when an index is being deleted. Table: " + before.name + " Indexes: [" +
                      deleting + "]");
  }
  if (HasOnDemandThroughput(input.on_demand_throughput)) {
    return StillInUse("OnDemandThroughput cannot be updated while index deletion is in progress for indexes: [" +
                      deleting + "]");
  }
  return {};
}

// Limits of one mode mean nothing in the other; what was warm stays warm.
template <typename TableOrIndex>
void SwitchThroughput(BillingMode from, TableOrIndex& owner) {
  owner.warm_throughput = WarmThroughputOf(from, owner.warm_throughput, owner.provisioned_throughput);
  owner.on_demand_throughput.reset();
  owner.provisioned_throughput.read_capacity_units = 0;
  owner.provisioned_throughput.write_capacity_units = 0;
  owner.provisioned_throughput.last_decrease.reset();
  owner.provisioned_throughput.number_of_decreases_today = 0;
}

Result<void> UpdateBilling(const UpdateTableInput& input, UnixMillis now, TableDescription& table) {
  const BillingMode before = table.billing_mode;
  if (input.billing_mode) table.billing_mode = *ParseBillingMode(*input.billing_mode);
  if (table.billing_mode != before) {
    if (table.billing_mode == BillingMode::kProvisioned) TABLEROCK_TRY(CheckUnitsForEachIndex(input, table));
    SwitchThroughput(before, table);
    for (SecondaryIndex& index : table.global_indexes) SwitchThroughput(before, index);
    if (table.billing_mode == BillingMode::kPayPerRequest) table.last_update_to_pay_per_request = now;
  }
  if (!input.provisioned_throughput) return {};
  if (table.billing_mode == BillingMode::kPayPerRequest) {
    return ApiError::InvalidParameterValues(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
  }
  table.warm_throughput = WarmThroughputOf(table.billing_mode, table.warm_throughput, table.provisioned_throughput);
  return UpdateProvisionedThroughput(*input.provisioned_throughput, {}, now, table.provisioned_throughput);
}

Result<void> UpdateStream(Database& database, const StreamSpecificationInput& input, TableDescription& table,
                          WriteBatch& batch) {
  if (input.stream_enabled) {
    if (table.stream) {
      return ApiError::Validation("Table already has an enabled stream: TableName: " + table.name);
    }
    return OpenStream(database, *ParseStreamViewType(*input.stream_view_type), table, batch);
  }
  if (!table.stream) return ApiError::Validation("Table has no stream to disable: TableName: " + table.name);
  return CloseStream(database, table, batch);
}

Result<void> UpdateSse(const RequestContext& context, const SseSpecificationInput& input, TableDescription& table) {
  TABLEROCK_ASSIGN(std::optional<std::string> key_arn, ParseSseSpecification(context, input));
  if (!key_arn && !table.kms_key_arn) return ApiError::InvalidParameterValues("Table is already encrypted by default");
  if (key_arn && key_arn == table.kms_key_arn && input.kms_master_key_id == *key_arn) {
    return ApiError::InvalidParameterValues(
        "Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change "
        "Master Key");
  }
  table.kms_key_arn = std::move(key_arn);
  return {};
}

void UpdateTableClass(const std::string& name, UnixMillis now, TableDescription& table) {
  const TableClass table_class = *ParseTableClass(name);
  if (table.table_class.value_or(TableClass::kStandard) == table_class) return;
  table.table_class = table_class;
  table.table_class_last_update = now;
}

// True if the table is UPDATING for it.
bool ChangesTable(const UpdateTableInput& input) {
  return input.billing_mode || input.provisioned_throughput || input.stream_specification || input.table_class;
}

Result<void> ApplyUpdate(Database& database, const RequestContext& context, const UpdateTableInput& input,
                         TableDescription& table, WriteBatch& batch) {
  const UnixMillis now = database.clock().Now();
  if (input.deletion_protection_enabled && table.transient && table.status_at(now) == TableStatus::kUpdating) {
    return ApiError::ResourceInUse("Table needs to be in ACTIVE status to modify deletion protection setting.");
  }
  TABLEROCK_TRY(CheckNotInTransition(table, now));
  TABLEROCK_TRY(CheckNotDeletingIndex(input, table));
  TABLEROCK_TRY(UpdateBilling(input, now, table));
  if (HasOnDemandThroughput(input.on_demand_throughput)) {
    TABLEROCK_TRY(
        UpdateOnDemandThroughput(*input.on_demand_throughput, table.billing_mode, {}, table.on_demand_throughput));
  }
  if (HasWarmThroughput(input.warm_throughput)) {
    TABLEROCK_TRY(UpdateWarmThroughput(*input.warm_throughput, table.billing_mode, table.provisioned_throughput, {},
                                       table.warm_throughput));
  }
  TABLEROCK_TRY(UpdateGlobalIndexes(database, input, now, table, batch));
  if (input.stream_specification) TABLEROCK_TRY(UpdateStream(database, *input.stream_specification, table, batch));
  if (input.sse_specification) TABLEROCK_TRY(UpdateSse(context, *input.sse_specification, table));
  if (input.table_class) UpdateTableClass(*input.table_class, now, table);
  if (input.deletion_protection_enabled) table.deletion_protection = *input.deletion_protection_enabled;
  if (ChangesTable(input)) BeginTransient(database, TableStatus::kUpdating, table);
  return {};
}

// The answer is of the moment after the change was accepted: throughput and class are still the old ones in it, and the
// status says that they are being changed.
void ShowAsUpdating(const UpdateTableInput& input, const TableReport& before, TableReport& report) {
  if (ChangesTable(input)) report.table_status = TableStatus::kUpdating;
  if (input.billing_mode && report.billing_mode_summary) {
    report.billing_mode_summary->last_update_to_pay_per_request.reset();
  }
  if (input.provisioned_throughput) {
    report.provisioned_throughput.read_capacity_units = before.provisioned_throughput.read_capacity_units;
    report.provisioned_throughput.write_capacity_units = before.provisioned_throughput.write_capacity_units;
    report.provisioned_throughput.number_of_decreases_today = before.provisioned_throughput.number_of_decreases_today;
  }
  if (input.table_class) report.table_class_summary = before.table_class_summary;
  if (HasWarmThroughput(input.warm_throughput)) {
    report.warm_throughput = before.warm_throughput;
    report.warm_throughput->status = "UPDATING";
  }
  if (!input.global_secondary_index_updates) return;
  for (const GlobalIndexUpdateInput& update : *input.global_secondary_index_updates) {
    if (update.create || update.remove) report.table_status = TableStatus::kUpdating;
    for (GlobalIndexReport& index : report.global_secondary_indexes) {
      if (update.create && update.create->index_name == index.index_name) {
        index.backfilling = false;  // resources are being allocated, says the service
        if (!update.create->warm_throughput) index.warm_throughput.reset();
      }
      if (!update.update || update.update->index_name != index.index_name) continue;
      const auto old = std::find_if(before.global_secondary_indexes.begin(), before.global_secondary_indexes.end(),
                                    [&](const auto& i) { return i.index_name == index.index_name; });
      if (old == before.global_secondary_indexes.end()) continue;
      index.index_status = IndexStatus::kUpdating;
      index.provisioned_throughput.read_capacity_units = old->provisioned_throughput.read_capacity_units;
      index.provisioned_throughput.write_capacity_units = old->provisioned_throughput.write_capacity_units;
    }
  }
}

}  // namespace

Result<UpdateTableOutput> UpdateTable(Database& database, const RequestContext& context,
                                      const UpdateTableInput& input) {
  TABLEROCK_TRY(CheckUpdateTableRequest(input));
  TABLEROCK_ASSIGN(const TableHandle found, FindShownTable(database, context, input.table_name));
  const std::string& name = found->description().name;

  const UnixMillis now = database.clock().Now();
  const TableReport before = ReportTable(context, *found, now);
  const auto apply = [&](TableDescription& table, WriteBatch& batch) {
    return ApplyUpdate(database, context, input, table, batch);
  };
  TABLEROCK_ASSIGN(const TableHandle table, database.catalog().Alter(context.namespace_name, name, apply));
  if (input.stream_specification) TABLEROCK_TRY(FinishClosing(database, table->description()));
  UpdateTableOutput output{ReportTable(context, *table, now)};
  ShowAsUpdating(input, before, output.table_description);
  if (input.global_secondary_index_updates || table->description().transient) database.job_signal().Ring();
  return output;
}

}  // namespace tablerock
