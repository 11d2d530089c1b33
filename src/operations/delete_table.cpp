#include "operations/delete_table.h"

#include <algorithm>

#include "changes/delivery_lifecycle.h"
#include "changes/stream_lifecycle.h"
#include "operations/table_lookup.h"
#include "operations/transient_status.h"

namespace tablerock {
namespace {

Result<void> CheckMayBeDeleted(const TableDescription& table, UnixMillis now) {
  if (table.status_at(now) == TableStatus::kUpdating && table.transient) {
    return ApiError::ResourceInUse("Attempt to change a resource which is still in use: Table: " + table.name +
                                   " is in the process of being updated.");
  }
  TABLEROCK_TRY(CheckNotInTransition(table, now));
  if (table.deletion_protection) {
    return ApiError::Validation(
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
  }
  const auto& indexes = table.global_indexes;
  if (std::any_of(indexes.begin(), indexes.end(),
                  [&](const auto& i) { return i.status_at(now) != IndexStatus::kActive; })) {
    return ApiError::ResourceInUse(
        "Attempt to change a resource which is still in use: Cannot delete table while indexes are being created, "
        "updated, or deleted.");
  }
  return {};
}

}  // namespace

Result<DeleteTableOutput> DeleteTable(Database& database, const RequestContext& context,
                                      const DeleteTableInput& input) {
  TABLEROCK_ASSIGN(const TableHandle found, FindShownTable(database, context, input.table_name));
  const std::string& name = found->description().name;

  const UnixMillis now = database.clock().Now();
  const auto close_stream = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    TABLEROCK_TRY(CheckMayBeDeleted(table, now));
    BeginTransient(database, TableStatus::kDeleting, table);
    TABLEROCK_TRY(EndDeliveries(database, table, batch));
    return table.stream ? CloseStream(database, table, batch) : Result<void>();
  };
  TableReport report = ReportTable(context, *found, now);
  const bool delayed = database.options().transient_status_millis > 0;
  TABLEROCK_ASSIGN(const TableHandle last, delayed
                                               ? database.catalog().Alter(context.namespace_name, name, close_stream)
                                               : database.catalog().Drop(context.namespace_name, name, close_stream));
  TABLEROCK_TRY(FinishClosing(database, last->description()));
  if (delayed) database.job_signal().Ring();

  report.table_status = TableStatus::kDeleting;
  report.global_secondary_indexes.clear();  // the service's answer has none of them
  report.warm_throughput.reset();
  return DeleteTableOutput{std::move(report)};
}

}  // namespace tablerock
