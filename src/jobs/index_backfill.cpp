#include "jobs/index_backfill.h"

#include <optional>
#include <string_view>
#include <vector>

#include "indexes/index_entries.h"
#include "indexes/index_projection.h"
#include "jobs/backfill_keys.h"
#include "jobs/job_entry.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

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
  if (phase_ == Phase::kBarrier) {
    TABLEROCK_TRY(PassBarrier());
    // What an earlier run of the server filled, it filled behind the barrier.
    phase_ = job_.position.empty() ? Phase::kEarlyEntries : Phase::kFill;
  }
  {
    // Registered as a write, so that deleting the index or the table waits for the step.
    const std::optional<WriteTicket> ticket = database_.catalog().BeginWrite(job_.namespace_name, job_.table_name);
    const SecondaryIndex* index = ticket ? FindFilled(ticket->table()->description(), job_) : nullptr;
    if (index == nullptr) {
      phase_ = Phase::kFinish;
    } else if (phase_ == Phase::kEarlyEntries) {
      TABLEROCK_ASSIGN(phase_, TakeOutSome(*ticket->table(), *index));
    } else {
      TABLEROCK_ASSIGN(phase_, FillSome(*ticket->table(), *index));
    }
  }
  if (phase_ != Phase::kFinish) return JobProgress::kMoreToDo;
  TABLEROCK_TRY(Finish());
  return JobProgress::kDone;
}

// The job's entry is there to be taken up before its table's new version is: changes come one after the other, so one
// that changes nothing ends behind that.
Result<void> IndexBackfill::PassBarrier() {
  const auto nothing = [](TableDescription&, WriteBatch&) -> Result<void> { return {}; };
  const auto altered = database_.catalog().Alter(job_.namespace_name, job_.table_name, nothing);
  if (!altered && altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  return {};
}

Result<IndexBackfill::Phase> IndexBackfill::TakeOutSome(const TableVersion& table, const SecondaryIndex& index) {
  TABLEROCK_ASSIGN(
      const std::vector<std::string> entry_keys,
      NextKeys(database_.store(), Family::kIndexes, IndexPrefix(job_.table_id, job_.index_id), early_position_));
  TABLEROCK_TRY(ForEachKey(entry_keys, [&](const std::string& entry_key) { return TakeOut(entry_key, table, index); }));
  if (entry_keys.size() < kKeysPerStep) return Phase::kFill;
  early_position_ = entry_keys.back();
  return Phase::kEarlyEntries;
}

Result<IndexBackfill::Phase> IndexBackfill::FillSome(const TableVersion& table, const SecondaryIndex& index) {
  TABLEROCK_ASSIGN(const std::vector<std::string> item_keys,
                   NextKeys(database_.store(), Family::kItems, TablePrefix(job_.table_id), job_.position));
  TABLEROCK_TRY(ForEachKey(item_keys, [&](const std::string& item_key) { return PutEntryOf(item_key, table, index); }));
  if (item_keys.size() < kKeysPerStep) return Phase::kFinish;
  job_.position = item_keys.back();
  TABLEROCK_TRY(KeepPosition(database_, job_));
  return Phase::kFill;
}

Result<void> IndexBackfill::TakeOut(const std::string& entry_key, const TableVersion& table,
                                    const SecondaryIndex& index) {
  const TableDescription& description = table.description();
  const auto base_key = BaseKeyOfIndexKey(entry_key, index.key_schema);
  const auto item_key = base_key ? ItemKeyOfBaseKey(description.id, description.key_schema, *base_key) : std::nullopt;
  if (!item_key) return ApiError::Internal("an entry of index " + index.name + " has a damaged key");
  const ItemLocks::Guard guard = database_.item_locks().Lock(ItemLocks::HashOf(item_key->bytes()));
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool found, database_.store().Get(Family::kIndexes, entry_key, value));
  if (!found) return {};  // a write moved it
  IndexEntryReader reader(description, index);
  const std::size_t size = IndexEntrySizeBytes(description, index, reader.Read(entry_key, value.view()));
  IndexChange change;
  change.index = &index;
  change.items_delta = -1;
  change.bytes_delta = -static_cast<std::int64_t>(size);
  WriteBatch batch;
  batch.Delete(Family::kIndexes, entry_key);
  return Commit(std::move(batch), change, table);
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
  return added ? Commit(std::move(batch), change, table) : Result<void>();
}

Result<void> IndexBackfill::Commit(WriteBatch&& batch, const IndexChange& change, const TableVersion& table) {
  if (!database_.options().in_memory) {
    batch.AddToCounters(IndexCountersKey(job_.table_id, job_.index_id), change.items_delta, change.bytes_delta);
  }
  TABLEROCK_TRY(database_.store().Write(std::move(batch)));
  SizeCounters& counters = table.counters(job_.index_id);
  counters.items += change.items_delta;
  counters.bytes += change.bytes_delta;
  return {};
}

Result<void> IndexBackfill::Finish() {
  const auto activate = [&](TableDescription& table, WriteBatch&) -> Result<void> {
    SecondaryIndex* index = FindFilled(table, job_);
    if (index == nullptr) return {};
    index->status = IndexStatus::kActive;
    index->backfilling = false;
    return {};
  };
  TABLEROCK_TRY(EndWithChange(database_, job_, activate));
  return {};
}

}  // namespace tablerock
