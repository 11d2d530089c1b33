#include "operations/transaction_commit.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "operations/member_error.h"

namespace tablerock {
namespace {

// A repeated token costs as reading what the first request was charged by would (behaviours.md row 52).
TransactWriteItemsOutput Replay(std::span<const ItemWrite> writes, const ChargedSizes& sizes,
                                const TransactionEnd& end) {
  TransactWriteItemsOutput output;
  if (end.return_consumed_capacity == ReturnConsumedCapacity::kNone) return output;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const std::size_t bytes = i < sizes.size() ? sizes[i] : 0;
    AddTransactionRead(output.consumed_capacity, writes[i].table_name, bytes);
  }
  return output;
}

ChargedSizes SizesOf(std::span<const AppliedWrite> applied) {
  ChargedSizes sizes;
  sizes.reserve(applied.size());
  for (const AppliedWrite& write : applied) sizes.push_back(static_cast<std::uint32_t>(write.charged_bytes()));
  return sizes;
}

TransactWriteItemsOutput MakeOutput(std::span<const ItemWrite> writes, std::span<const AppliedWrite> applied,
                                    const TransactionEnd& end) {
  TransactWriteItemsOutput output;
  for (std::size_t i = 0; i < applied.size(); ++i) {
    if (end.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
      CapacityAt(output.consumed_capacity, writes[i].table_name).Add(CapacityOf(writes[i], applied[i], true));
    }
    AddCollectionMetrics(writes[i], applied[i], end.return_item_collection_metrics, output.item_collection_metrics);
  }
  return output;
}

}  // namespace

CancellationReason ReasonOf(const ApiError& error) {
  return {std::string(MemberErrorCode(error)), error.classic(), error.item_bytes()};
}

bool IsCancelled(const std::vector<CancellationReason>& reasons) {
  return std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) { return reason.code != "None"; });
}

Result<void> CheckTransactionSize(std::size_t bytes) {
  if (bytes <= limits::kTransactionSizeBytesMax) return {};
  return ApiError::Validation("Transaction request size exceeds the maximum allowed size: 4194304 bytes");
}

Result<TransactWriteItemsOutput> CommitTransaction(Database& database, std::span<const ItemWrite> writes,
                                                   const TransactionEnd& end) {
  const std::size_t count = writes.size();
  const auto applied = std::make_unique<AppliedWrite[]>(count);
  WriteUnit unit(database, writes, {applied.get(), count});
  TABLEROCK_TRY(unit.Lock(end.token_key));
  const UnixMillis now = end.token_key.empty() ? 0 : database.clock().Now();
  if (!end.token_key.empty()) {
    TABLEROCK_ASSIGN(const auto sizes, LookUpToken(database.store(), end.token_key, end.digest, now));
    if (sizes) return Replay(writes, *sizes, end);
  }
  std::vector<CancellationReason> reasons(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Result<void> result = unit.Apply(i);
    if (result) continue;
    const bool refuses_all = result.error().RefusesTransaction(end.wording);
    if (refuses_all || result.error().type() == ErrorType::kInternalServerError) return result.error();
    reasons[i] = ReasonOf(result.error());
  }
  if (IsCancelled(reasons)) return ApiError::TransactionCanceled(std::move(reasons));
  if (!end.token_key.empty()) {
    KeepToken(unit.batch(), end.token_key, end.digest, SizesOf({applied.get(), count}), now);
  }
  const Result<void> committed = unit.Commit();
  if (!committed) {
    if (!unit.refused_write()) return committed.error();
    reasons[*unit.refused_write()] = ReasonOf(committed.error());
    return ApiError::TransactionCanceled(std::move(reasons));
  }
  return MakeOutput(writes, {applied.get(), count}, end);
}

}  // namespace tablerock
