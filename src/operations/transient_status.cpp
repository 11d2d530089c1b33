#include "operations/transient_status.h"

#include <algorithm>
#include <string>

#include "operations/index_job.h"

namespace tablerock {
namespace {

UnixMillis DueOf(const TableDescription& table) {
  UnixMillis due = table.transient ? table.transient->until : kNever;
  for (const SecondaryIndex& index : table.global_indexes) {
    if (index.transient) due = std::min(due, index.transient->until);
  }
  return due;
}

void EndIndexes(UnixMillis now, TableDescription& table, WriteBatch& batch) {
  for (SecondaryIndex& index : table.global_indexes) {
    if (!index.transient || now < index.transient->until) continue;
    if (index.transient->status == IndexStatus::kDeleting) {
      PutIndexJob(batch,
                  {IndexJobKind::kRemoval, table.namespace_name, table.name, table.id, index.index_id, std::string()});
    }
    index.transient.reset();
  }
}

Result<void> End(Database& database, const TableDescription& table) {
  const UnixMillis now = database.clock().Now();
  if (table.is_gone_at(now)) return DropDeleted(database, table);
  const auto end = [&](TableDescription& changed, WriteBatch& batch) -> Result<void> {
    if (changed.transient && now >= changed.transient->until && !changed.is_gone_at(now)) changed.transient.reset();
    EndIndexes(now, changed, batch);
    return {};
  };
  const auto altered = database.catalog().Alter(table.namespace_name, table.name, end);
  if (!altered && altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  database.job_signal().Ring();
  return {};
}

}  // namespace

void BeginTransient(Database& database, TableStatus status, TableDescription& table) {
  const std::int64_t millis = database.options().transient_status_millis;
  if (millis > 0) table.transient = {status, database.clock().Now() + millis};
}

void BeginTransient(Database& database, IndexStatus status, SecondaryIndex& index) {
  const std::int64_t millis = database.options().transient_status_millis;
  if (millis > 0) index.transient = {status, database.clock().Now() + millis};
}

TableStatus ShownStatus(const TableDescription& table, UnixMillis now) {
  const TableStatus status = table.status_at(now);
  const auto& indexes = table.global_indexes;
  const bool creates = std::any_of(indexes.begin(), indexes.end(), [&](const SecondaryIndex& index) {
    return index.transient && index.status_at(now) == IndexStatus::kCreating;
  });
  return status == TableStatus::kActive && creates ? TableStatus::kUpdating : status;
}

IndexStatus ShownStatus(const TableDescription& table, const SecondaryIndex& index, UnixMillis now) {
  if (table.status_at(now) == TableStatus::kCreating) return IndexStatus::kCreating;
  return index.status_at(now);
}

Result<void> CheckNotInTransition(const TableDescription& table, UnixMillis now) {
  if (!table.transient || now >= table.transient->until) return {};
  const std::string_view what = table.transient->status == TableStatus::kCreating   ? "created"
                                : table.transient->status == TableStatus::kUpdating ? "updated"
                                                                                    : "deleted";
  std::string text = "Attempt to change a resource which is still in use: Table is being ";
  text += what;
  return ApiError::ResourceInUse(text += ": " + table.name);
}

Result<void> DropDeleted(Database& database, const TableDescription& table) {
  const auto check = [&](const TableDescription& found, WriteBatch&) -> Result<void> {
    if (found.id == table.id) return {};
    return ApiError::TableNotFound(table.name);  // another one of that name
  };
  const auto dropped = database.catalog().Drop(table.namespace_name, table.name, check);
  if (!dropped && dropped.error().type() != ErrorType::kResourceNotFound) return dropped.error();
  return {};
}

Result<UnixMillis> EndTransientStatuses(Database& database) {
  UnixMillis next = kNever;
  for (const TableHandle& table : database.catalog().AllTables()) {
    const UnixMillis due = DueOf(table->description());
    if (due > database.clock().Now()) {
      next = std::min(next, due);
    } else {
      TABLEROCK_TRY(End(database, table->description()));
      next = 0;  // it may have others: look again
    }
  }
  return next;
}

}  // namespace tablerock
