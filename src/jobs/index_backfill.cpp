#include "jobs/index_backfill.h"

#include <optional>

#include "indexes/index_entries.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

constexpr std::size_t kItemsPerStep = 128;

// The index as it is being filled, or nullptr: it was deleted, with or without its table.
template <typename Description>
auto FindFilled(Description& table, const IndexJob& job) -> decltype(&table.global_indexes.front()) {
  if (table.id != job.table_id) return nullptr;
  for (auto& index : table.global_indexes) {
    if (index.index_id == job.index_id) return index.status == IndexStatus::kCreating ? &index : nullptr;
  }
  return nullptr;
}

}  // namespace

Result<JobProgress> IndexBackfill::Step() {
  if (!passed_barrier_) TABLEROCK_TRY(PassBarrier());
  TABLEROCK_ASSIGN(const JobProgress progress, FillSome());
  if (progress == JobProgress::kDone) TABLEROCK_TRY(Finish());
  return progress;
}

// The job's entry is there to be taken up before its table's new version is: changes come one after the other, so one
// that changes nothing ends behind that.
Result<void> IndexBackfill::PassBarrier() {
  const auto nothing = [](TableDescription&, WriteBatch&) -> Result<void> { return {}; };
  const auto altered = database_.catalog().Alter(job_.namespace_name, job_.table_name, nothing);
  if (!altered && altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  passed_barrier_ = true;
  return {};
}

// kDone: every item was visited, or there is nothing more to fill.
Result<JobProgress> IndexBackfill::FillSome() {
  // Registered as a write, so that deleting the index or the table waits for the step.
  const std::optional<WriteTicket> ticket = database_.catalog().BeginWrite(job_.namespace_name, job_.table_name);
  const SecondaryIndex* index = ticket ? FindFilled(ticket->table()->description(), job_) : nullptr;
  if (index == nullptr) return JobProgress::kDone;
  TABLEROCK_ASSIGN(const std::vector<std::string> item_keys, NextItemKeys());
  for (const std::string& item_key : item_keys) TABLEROCK_TRY(PutEntryOf(item_key, *ticket->table(), *index));
  if (item_keys.size() < kItemsPerStep) return JobProgress::kDone;
  job_.position = item_keys.back();
  TABLEROCK_TRY(KeepPosition());
  return JobProgress::kMoreToDo;
}

Result<std::vector<std::string>> IndexBackfill::NextItemKeys() const {
  KeyBounds bounds = BoundsOfPrefix(TablePrefix(job_.table_id));
  if (!job_.position.empty()) bounds.StartAfter(job_.position);
  std::vector<std::string> keys;
  const auto cursor = database_.store().NewCursor(Family::kItems, bounds.lower, bounds.upper);
  for (cursor->SeekToFirst(); cursor->Valid() && keys.size() < kItemsPerStep; cursor->Next()) {
    keys.emplace_back(cursor->key());
  }
  if (keys.size() < kItemsPerStep) TABLEROCK_TRY(cursor->status());
  return keys;
}

Result<void> IndexBackfill::PutEntryOf(const std::string& item_key, const TableVersion& table,
                                       const SecondaryIndex& index) {
  const ItemLocks::Guard guard = database_.item_locks().Lock(ItemLocks::HashOf(item_key));
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool found, database_.store().Get(Family::kItems, item_key, value));
  if (!found) return {};  // deleted since
  const ItemView item(value.view());
  const TableDescription& description = table.description();
  WriteBatch batch;
  IndexChange change;
  TABLEROCK_ASSIGN(const bool added,
                   AppendIndexEntry(database_.store(), description, index,
                                    EncodeItemKey(description.id, description.key_schema, item), item, batch, change));
  if (!added) return {};
  if (!database_.options().in_memory) {
    batch.AddToCounters(IndexCountersKey(description.id, index.index_id), change.items_delta, change.bytes_delta);
  }
  TABLEROCK_TRY(database_.store().Write(std::move(batch)));
  SizeCounters& counters = table.counters(index.index_id);
  counters.items += change.items_delta;
  counters.bytes += change.bytes_delta;
  return {};
}

Result<void> IndexBackfill::KeepPosition() {
  WriteBatch batch;
  PutIndexJob(batch, job_);
  return database_.store().Write(std::move(batch));
}

Result<void> IndexBackfill::Finish() {
  const auto activate = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    DeleteIndexJob(batch, job_);
    SecondaryIndex* index = FindFilled(table, job_);
    if (index == nullptr) return {};
    index->status = IndexStatus::kActive;
    index->backfilling = false;
    return {};
  };
  const auto altered = database_.catalog().Alter(job_.namespace_name, job_.table_name, activate);
  if (altered) return {};
  if (altered.error().type() == ErrorType::kResourceNotFound) return Abandon();
  return altered.error();
}

Result<void> IndexBackfill::Abandon() {
  WriteBatch batch;
  DeleteIndexJob(batch, job_);
  return database_.store().Write(std::move(batch));
}

}  // namespace tablerock
