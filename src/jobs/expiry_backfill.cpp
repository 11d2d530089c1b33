#include "jobs/expiry_backfill.h"

#include <optional>
#include <vector>

#include "indexes/expiry_entries.h"
#include "jobs/backfill_keys.h"
#include "jobs/job_entry.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {

Result<JobProgress> ExpiryBackfill::Step() {
  if (!past_barrier_) database_.catalog().AwaitChange();
  past_barrier_ = true;
  {
    // Registered as a write, so that disabling, or deleting the table, waits for the step.
    const std::optional<WriteTicket> ticket = database_.catalog().BeginWrite(job_.namespace_name, job_.table_name);
    const TableDescription* table = ticket ? &ticket->table()->description() : nullptr;
    if (table != nullptr && table->id == job_.table_id && table->time_to_live &&
        table->time_to_live->entries_id == job_.index_id) {
      TABLEROCK_ASSIGN(const bool more, FillSome(*table));
      if (more) return JobProgress::kMoreToDo;
    }
  }
  TABLEROCK_TRY(EndJob(database_, job_));
  return JobProgress::kDone;
}

Result<bool> ExpiryBackfill::FillSome(const TableDescription& table) {
  TABLEROCK_ASSIGN(const std::vector<std::string> item_keys,
                   NextKeys(database_.store(), Family::kItems, TablePrefix(table.id), job_.position));
  TABLEROCK_TRY(ForEachKey(item_keys, [&](const std::string& item_key) { return PutEntryOf(item_key, table); }));
  if (item_keys.size() < kKeysPerStep) return false;
  job_.position = item_keys.back();
  TABLEROCK_TRY(KeepPosition(database_, job_));
  return true;
}

Result<void> ExpiryBackfill::PutEntryOf(const std::string& item_key, const TableDescription& table) {
  const ItemLocks::Guard guard = database_.item_locks().Lock(ItemLocks::HashOf(item_key));
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool found, database_.store().Get(Family::kItems, item_key, value));
  if (!found) return {};  // deleted since
  const ItemView item(value.view());
  WriteBatch batch;
  const UnixMillis due =
      AppendExpiryChange(table, EncodeItemKey(table.id, table.key_schema, item), ItemView(), item, batch);
  if (batch.empty()) return {};
  TABLEROCK_TRY(database_.store().Write(std::move(batch)));
  database_.expiry_alarm().SetNoLaterThan(due);
  return {};
}

}  // namespace tablerock
