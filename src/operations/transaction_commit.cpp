#include "operations/transaction_commit.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "core/limits.h"

namespace tablerock {
namespace {

ConsumedCapacity& CapacityAt(std::vector<ConsumedCapacity>& capacities, const std::string& table_name) {
  for (ConsumedCapacity& capacity : capacities) {
    if (capacity.table_name == table_name) return capacity;
  }
  ConsumedCapacity& added = capacities.emplace_back();
  added.table_name = table_name;
  added.split = true;
  return added;
}

// A repeated token reads what the first request wrote, and costs as much (behaviours.md row 52).
Result<TransactWriteItemsOutput> Replay(Database& database, std::span<const ItemWrite> writes,
                                        const TransactionEnd& end) {
  TransactWriteItemsOutput output;
  if (end.return_consumed_capacity == ReturnConsumedCapacity::kNone) return output;
  for (const ItemWrite& write : writes) {
    PinnedValue value;
    TABLEROCK_ASSIGN(const bool found, database.store().Get(Family::kItems, write.key.bytes(), value));
    const std::size_t bytes = found ? ItemView(value.view()).size_bytes() : 0;
    CapacityAt(output.consumed_capacity, write.table->description().name).table.read += 2 * ReadUnits(bytes, true);
  }
  return output;
}

TransactWriteItemsOutput MakeOutput(std::span<const ItemWrite> writes, std::span<const AppliedWrite> applied,
                                    const TransactionEnd& end) {
  TransactWriteItemsOutput output;
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const ItemWrite& write = writes[i];
    const std::string& table_name = write.table->description().name;
    if (end.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
      CapacityAt(output.consumed_capacity, table_name).Add(CapacityOf(write, applied[i], true));
    }
    auto metrics = CollectionMetricsOf(write, applied[i], end.return_item_collection_metrics);
    if (!metrics) continue;
    auto& all = output.item_collection_metrics;
    auto found = std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == table_name; });
    if (found == all.end()) found = all.emplace(all.end(), table_name, std::vector<ItemCollectionMetrics>());
    found->second.push_back(std::move(*metrics));
  }
  return output;
}

}  // namespace

CancellationReason ReasonOf(const ApiError& error) {
  switch (error.type()) {
    case ErrorType::kConditionalCheckFailed:
      return {"ConditionalCheckFailed", error.classic(), error.item_bytes()};
    case ErrorType::kDuplicateItem:
      return {"DuplicateItem", error.classic(), {}};
    case ErrorType::kItemCollectionSizeLimitExceeded:
      return {"ItemCollectionSizeLimitExceeded", error.classic(), {}};
    default:
      return {"ValidationError", error.classic(), {}};
  }
}

bool IsCancelled(const std::vector<CancellationReason>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) { return reason.code != "None"; });
}

Result<void> CheckTransactionSize(std::size_t bytes) {
  if (bytes <= limits::kTransactionSizeBytesMax) return {};
  return ApiError::Validation("Transaction request size exceeds the maximum allowed size: 4194304 bytes");
}

Result<void> CheckNoDuplicateItems(std::span<const ItemWrite> writes) {
  std::vector<std::string_view> keys;
  keys.reserve(writes.size());
  for (const ItemWrite& write : writes) keys.push_back(write.key.bytes());
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return {};
  return ApiError::Validation("Transaction request cannot include multiple operations on one item");
}

Result<TransactWriteItemsOutput> CommitTransaction(Database& database, std::span<const ItemWrite> writes,
                                                   const TransactionEnd& end) {
  const std::size_t count = writes.size();
  const auto applied = std::make_unique<AppliedWrite[]>(count);
  WriteUnit unit(database, writes, {applied.get(), count});
  TABLEROCK_TRY(unit.Lock(end.token_key));
  if (!end.token_key.empty()) {
    const UnixMillis now = database.clock().Now();
    TABLEROCK_ASSIGN(const TokenState state, LookUpToken(database.store(), end.token_key, end.digest, now));
    if (state == TokenState::kReplay) return Replay(database, writes, end);
    KeepToken(unit.batch(), end.token_key, end.digest, now);
  }
  std::vector<CancellationReason> reasons(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Result<void> result = unit.Apply(i);
    if (result) continue;
    if (result.error().type() == ErrorType::kInternalServerError) return result.error();
    reasons[i] = ReasonOf(result.error());
  }
  if (IsCancelled(reasons)) return ApiError::TransactionCanceled(std::move(reasons));
  TABLEROCK_TRY(unit.Commit());
  return MakeOutput(writes, {applied.get(), count}, end);
}

}  // namespace tablerock
