#include "operations/transact_write_items.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "core/limits.h"
#include "indexes/index_keys.h"
#include "operations/client_request_token.h"
#include "operations/item_keys.h"
#include "operations/item_write.h"
#include "operations/request_expressions.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

// One member of the request with its expressions, and later its table.
struct TransactMember {
  std::optional<UpdateExpression> update;
  std::optional<ConditionExpression> condition;
  WriteTicket ticket;
};

// The whole transaction, validated.
struct Transaction {
  std::vector<TransactMember> members;
  std::vector<ItemMutation> mutations;
  std::vector<ItemWrite> writes;
  std::vector<CancellationReason> reasons;

  bool cancelled() const {
    return std::any_of(reasons.begin(), reasons.end(), [](const auto& reason) { return reason.code != "None"; });
  }
};

Result<TransactMember> ParseMember(const TransactWriteInput& input) {
  TransactMember member;
  RequestExpressions expressions;
  if (input.kind == TransactWriteKind::kUpdate) {
    TABLEROCK_TRY(
        expressions.Begin(input.attributes, {{ExpressionKind::kUpdate, input.update_expression.has_value()},
                                             {ExpressionKind::kCondition, input.condition_expression.has_value()}}));
    TABLEROCK_ASSIGN(member.update, expressions.Update(input.update_expression));
  } else {
    TABLEROCK_TRY(
        expressions.Begin(input.attributes, {{ExpressionKind::kCondition, input.condition_expression.has_value()}}));
  }
  TABLEROCK_ASSIGN(member.condition, expressions.Condition(ExpressionKind::kCondition, input.condition_expression));
  TABLEROCK_TRY(expressions.End());
  return member;
}

CancellationReason ReasonOf(const ApiError& error) {
  switch (error.type()) {
    case ErrorType::kConditionalCheckFailed:
      return {"ConditionalCheckFailed", error.classic(), error.item_bytes()};
    case ErrorType::kItemCollectionSizeLimitExceeded:
      return {"ItemCollectionSizeLimitExceeded", error.classic(), {}};
    default:
      return {"ValidationError", error.classic(), {}};
  }
}

// The member's key, and what of it depends on the table's schema.
Result<ItemKey> CheckAgainstTable(const TransactWriteInput& input, const TransactMember& member,
                                  const TableDescription& table) {
  if (input.kind == TransactWriteKind::kPut) {
    TABLEROCK_ASSIGN(ItemKey key, KeyOfItem(table, input.item_or_key.item));
    TABLEROCK_TRY(CheckIndexKeys(table, input.item_or_key.item));
    return key;
  }
  if (member.update) TABLEROCK_TRY(member.update->CheckUpdatesNoKeyOf(table.key_schema));
  return KeyOfKeyParameter(table, input.item_or_key.item);
}

ItemMutation MutationOf(const TransactWriteInput& input, TransactMember& member, const TableDescription& table,
                        Wording wording) {
  ItemMutation mutation = [&] {
    switch (input.kind) {
      case TransactWriteKind::kPut:
        return ItemMutation::Put(input.item_or_key.item);
      case TransactWriteKind::kDelete:
        return ItemMutation::Delete();
      case TransactWriteKind::kUpdate:
        return ItemMutation::Update(table, input.item_or_key.item, std::move(member.update), wording);
      case TransactWriteKind::kConditionCheck:
        break;
    }
    return ItemMutation::ConditionCheck();
  }();
  mutation.If(std::move(member.condition), input.return_values_on_condition_check_failure);
  return mutation;
}

Result<void> CheckMembers(const TransactWriteItemsInput& input, Transaction& transaction) {
  if (input.has_ambiguous_item) {
    return ApiError::Validation("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  for (const TransactWriteInput& write : input.writes) {
    TABLEROCK_ASSIGN(TransactMember member, ParseMember(write));
    transaction.members.push_back(std::move(member));
  }
  std::size_t bytes = 0;
  for (const TransactWriteInput& write : input.writes) {
    if (write.item_or_key.value_error) return *write.item_or_key.value_error;
    if (write.kind == TransactWriteKind::kPut) TABLEROCK_TRY(CheckItemSize(write.item_or_key.item));
    bytes += write.item_or_key.item.size_bytes();
  }
  if (bytes > limits::kTransactionSizeBytesMax) {
    return ApiError::Validation("Transaction request size exceeds the maximum allowed size: 4194304 bytes");
  }
  return {};
}

Result<void> CheckNoDuplicateItems(const std::vector<ItemWrite>& writes) {
  std::vector<std::string_view> keys;
  keys.reserve(writes.size());
  for (const ItemWrite& write : writes) keys.push_back(write.key.bytes());
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return {};
  return ApiError::Validation("Transaction request cannot include multiple operations on one item");
}

Result<Transaction> Validate(Database& database, const RequestContext& context, const TransactWriteItemsInput& input) {
  Transaction transaction;
  TABLEROCK_TRY(CheckMembers(input, transaction));
  const std::size_t count = input.writes.size();
  for (std::size_t i = 0; i < count; ++i) {
    TABLEROCK_ASSIGN(transaction.members[i].ticket, FindTableForWrite(database, context, input.writes[i].table_name));
  }
  transaction.reasons.resize(count);
  transaction.writes.resize(count);
  transaction.mutations.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const TransactWriteInput& write = input.writes[i];
    TransactMember& member = transaction.members[i];
    const TableVersion* version = member.ticket.table().get();
    auto key = CheckAgainstTable(write, member, version->description());
    if (!key && IsHoistedKeyError(key.error())) return std::move(key).error();
    if (!key) {
      transaction.reasons[i] = ReasonOf(key.error());
      continue;
    }
    transaction.mutations.push_back(MutationOf(write, member, version->description(), context.wording));
    transaction.writes[i] = {version, std::move(*key), &transaction.mutations.back()};
  }
  if (transaction.cancelled()) return ApiError::TransactionCanceled(std::move(transaction.reasons));
  TABLEROCK_TRY(CheckNoDuplicateItems(transaction.writes));
  return transaction;
}

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
Result<TransactWriteItemsOutput> Replay(Database& database, const Transaction& transaction,
                                        const TransactWriteItemsInput& input) {
  TransactWriteItemsOutput output;
  if (input.return_consumed_capacity == ReturnConsumedCapacity::kNone) return output;
  for (const ItemWrite& write : transaction.writes) {
    PinnedValue value;
    TABLEROCK_ASSIGN(const bool found, database.store().Get(Family::kItems, write.key.bytes(), value));
    const std::size_t bytes = found ? ItemView(value.view()).size_bytes() : 0;
    CapacityAt(output.consumed_capacity, write.table->description().name).table.read += 2 * ReadUnits(bytes, true);
  }
  return output;
}

TransactWriteItemsOutput MakeOutput(const Transaction& transaction, std::span<const AppliedWrite> applied,
                                    const TransactWriteItemsInput& input) {
  TransactWriteItemsOutput output;
  for (std::size_t i = 0; i < applied.size(); ++i) {
    const ItemWrite& write = transaction.writes[i];
    const std::string& table_name = write.table->description().name;
    if (input.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
      CapacityAt(output.consumed_capacity, table_name).Add(CapacityOf(write, applied[i], true));
    }
    auto metrics = CollectionMetricsOf(write, applied[i], input.return_item_collection_metrics);
    if (!metrics) continue;
    auto& all = output.item_collection_metrics;
    auto found = std::find_if(all.begin(), all.end(), [&](const auto& entry) { return entry.first == table_name; });
    if (found == all.end()) found = all.emplace(all.end(), table_name, std::vector<ItemCollectionMetrics>());
    found->second.push_back(std::move(*metrics));
  }
  return output;
}

}  // namespace

Result<TransactWriteItemsOutput> TransactWriteItems(Database& database, const RequestContext& context,
                                                    const TransactWriteItemsInput& input) {
  TABLEROCK_ASSIGN(Transaction transaction, Validate(database, context, input));
  const std::size_t count = transaction.writes.size();
  const auto applied = std::make_unique<AppliedWrite[]>(count);
  WriteUnit unit(database, transaction.writes, {applied.get(), count});

  const bool has_token = input.client_request_token && !input.client_request_token->empty();
  const std::string token_key =
      has_token ? ClientRequestTokenKey(context.namespace_name, *input.client_request_token) : std::string();
  unit.Lock(token_key);
  if (has_token) {
    const RequestDigest digest = DigestOf(input);
    const UnixMillis now = database.clock().Now();
    TABLEROCK_ASSIGN(const TokenState state, LookUpToken(database.store(), token_key, digest, now));
    if (state == TokenState::kReplay) return Replay(database, transaction, input);
    KeepToken(unit.batch(), token_key, digest, now);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const Result<void> result = unit.Apply(i);
    if (result) continue;
    if (result.error().type() == ErrorType::kInternalServerError) return result.error();
    transaction.reasons[i] = ReasonOf(result.error());
  }
  if (transaction.cancelled()) return ApiError::TransactionCanceled(std::move(transaction.reasons));
  TABLEROCK_TRY(unit.Commit());
  return MakeOutput(transaction, {applied.get(), count}, input);
}

}  // namespace tablerock
