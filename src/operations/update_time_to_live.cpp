#include "operations/update_time_to_live.h"

#include "operations/index_job.h"
#include "operations/table_lookup.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

// behaviours.md row 61.
Result<void> CheckChange(const TableDescription& table, const UpdateTimeToLiveInput& input) {
  if (input.enabled == table.time_to_live.has_value()) {
    return ApiError::Validation(input.enabled ? "TimeToLive is already enabled" : "TimeToLive is already disabled");
  }
  if (!input.enabled && table.time_to_live->attribute_name != input.attribute_name) {
    return ApiError::Validation("TimeToLive is active on a different AttributeName: current AttributeName is " +
                                table.time_to_live->attribute_name);
  }
  return {};
}

// Entries may stand from an earlier time, if the job that removes them has not come to it. Nothing writes any while
// time to live is off, and what still wrote them has been waited for.
Result<void> TakeOutOldEntries(Database& database, const TableDescription& table, WriteBatch& batch) {
  const KeyBounds entries = BoundsOfPrefix(ExpiryPrefix(table.id));
  const auto cursor = database.store().NewCursor(Family::kDerived, entries.lower, entries.upper);
  cursor->SeekToFirst();
  if (!cursor->Valid()) return cursor->status();
  batch.DeleteRange(Family::kDerived, entries.lower, entries.upper);
  return {};
}

// REQUIRES: the table has time to live.
void PutEntriesJob(IndexJobKind kind, const TableDescription& table, WriteBatch& batch) {
  PutIndexJob(batch, {.kind = kind,
                      .namespace_name = table.namespace_name,
                      .table_name = table.name,
                      .table_id = table.id,
                      .index_id = table.time_to_live->entries_id,
                      .position = {}});
}

Result<void> Enable(Database& database, const std::string& attribute_name, TableDescription& table, WriteBatch& batch) {
  TABLEROCK_TRY(TakeOutOldEntries(database, table, batch));
  table.time_to_live = TimeToLiveSpecification{attribute_name, table.next_index_id++};
  PutEntriesJob(IndexJobKind::kExpiryBackfill, table, batch);
  return {};
}

void Disable(TableDescription& table, WriteBatch& batch) {
  PutEntriesJob(IndexJobKind::kExpiryRemoval, table, batch);
  table.time_to_live.reset();
}

}  // namespace

Result<UpdateTimeToLiveOutput> UpdateTimeToLive(Database& database, const RequestContext& context,
                                                const UpdateTimeToLiveInput& input) {
  const auto change = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    TABLEROCK_TRY(CheckChange(table, input));
    if (input.enabled) return Enable(database, input.attribute_name, table, batch);
    Disable(table, batch);
    return {};
  };
  TABLEROCK_TRY(database.catalog().Alter(context.namespace_name, TableNameOf(input.table_name), change));
  database.job_signal().Ring();
  return UpdateTimeToLiveOutput{input.enabled, input.attribute_name};
}

}  // namespace tablerock
