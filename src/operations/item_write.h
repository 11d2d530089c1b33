// The way every write goes (Put, Update, Delete, BatchWrite, TransactWrite, PartiQL, expiry): lock the items, read them
// as they are, apply the mutations, and commit items, index entries, change records, collection sizes and counters in
// one batch.
//
//   AppliedWrite applied;
//   WriteUnit unit(database, {&write, 1}, {&applied, 1});
//   TABLEROCK_TRY(unit.Lock());
//   TABLEROCK_TRY(unit.Apply(0));
//   TABLEROCK_TRY(unit.Commit());
//
// One request on one thread, from the making of the unit to its end; no other locks are taken while it lives.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "changes/change_log.h"
#include "core/result.h"
#include "indexes/index_entries.h"
#include "operations/consumed_capacity.h"
#include "operations/item_mutation.h"
#include "operations/write_outputs.h"
#include "storage/database.h"
#include "storage/key_codec.h"

namespace tablerock {

// One validated write. The table version is registered with (WriteTicket) by the caller for as long as the unit lives.
struct ItemWrite {
  const TableVersion* table = nullptr;
  ItemKey key;
  const ItemMutation* mutation = nullptr;
  std::string_view table_name;  // as the request gave it, a name or an ARN: answers say the same
};

// What became of one write. Views are good while it and the request live.
struct AppliedWrite {
  PinnedValue previous_value;
  ItemView previous;  // empty: there was no item
  ItemChange change;
  IndexChangeSummary indexes;  // filled by Commit
  std::int64_t item_collection_bytes =
      0;  // of its collection after the write; tables with an LSI only, filled by Commit

  ItemView next() const { return change.next(); }
  bool changes_item() const { return !(previous == change.next()); }
  // What the write costs by: the larger of before and after.
  std::size_t charged_bytes() const;
};

class WriteUnit {
 public:
  WriteUnit(Database& database, std::span<const ItemWrite> writes, std::span<AppliedWrite> applied,
            ChangeOrigin origin = ChangeOrigin::kUser)
      : database_(database), writes_(writes), applied_(applied), origin_(origin) {}
  WriteUnit(const WriteUnit&) = delete;
  WriteUnit& operator=(const WriteUnit&) = delete;

  // Takes the locks of all items, of their item collections where there is an LSI, and of `token_key` if it is not
  // empty. Error: kTableChanged, if a newer version of a table was published meanwhile: a write of the newer version
  // may have come before this one then, and what this one does not know of (an index, a stream) would miss it. See
  // BeginAgainOnChange.
  Result<void> Lock(std::string_view token_key = {});
  // Reads and applies write `i`. Errors: the mutation's.
  Result<void> Apply(std::size_t i);
  // More to write with the items, for example a token.
  WriteBatch& batch() { return batch_; }
  // Writes all. Errors: ItemCollectionSizeLimitExceededException, InternalServerError; nothing is written then.
  Result<void> Commit();
  // Which write it was that made a Commit fail, where it was one.
  std::optional<std::size_t> refused_write() const { return refused_write_; }

 private:
  void TakeLocks(std::string_view token_key);
  Result<void> AddItem(std::size_t i);
  Result<void> AddCollectionSize(std::size_t i);
  void AddChangeRecords(SequenceNumber number);
  void CountInMemory() const;
  void TellReaders() const;

  Database& database_;
  std::span<const ItemWrite> writes_;
  std::span<AppliedWrite> applied_;
  ChangeOrigin origin_;
  std::optional<ItemLocks::Guard> guard_;
  std::optional<std::size_t> refused_write_;
  WriteBatch batch_;
  std::vector<std::pair<std::string, std::int64_t>> collection_sizes_;  // changed by this unit
  UnixMillis first_expiry_ = kNever;                                    // of the items that it writes
};

// Runs `operation` (look-up, validation, locks and all) until it is not stopped by a table that changed under it.
template <typename Operation>
auto BeginAgainOnChange(const Operation& operation) {
  for (;;) {
    auto result = operation();
    if (result || result.error().type() != ErrorType::kTableChanged) return result;
  }
}

// What a committed write costs. `transactional`: twice the units on the base table.
ConsumedCapacity CapacityOf(const ItemWrite& write, const AppliedWrite& applied, bool transactional);
// Nothing for a table without LSI, for a write that only checks, or where it is not wanted.
std::optional<ItemCollectionMetrics> CollectionMetricsOf(const ItemWrite& write, const AppliedWrite& applied,
                                                         ReturnItemCollectionMetrics wanted);
// The same for one of several writes. Writes to one item collection are told of together, as it is after the last.
void AddCollectionMetrics(const ItemWrite& write, const AppliedWrite& applied, ReturnItemCollectionMetrics wanted,
                          ItemCollectionMetricsByTable& out);

}  // namespace tablerock
