#include "operations/transact_write_items.h"

#include <utility>

#include "expressions/errors.h"
#include "indexes/index_keys.h"
#include "operations/client_request_token.h"
#include "operations/duplicate_keys.h"
#include "operations/item_keys.h"
#include "operations/item_write.h"
#include "operations/request_expressions.h"
#include "operations/table_lookup.h"
#include "operations/transaction_commit.h"

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
};

Result<TransactMember> ParseMember(const TransactWriteInput& input, Wording wording) {
  // Said without the prefix that the operations on one item put before it.
  if (input.attributes.values_nested_too_deep && RulesOf(wording).checks_nesting_of_expression_values) {
    return expression_errors::NestingTooDeep();
  }
  TransactMember member;
  RequestExpressions expressions(wording);
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

// The member's key, and what of it depends on the table's schema.
Result<ItemKey> CheckAgainstTable(const TransactWriteInput& input, const TransactMember& member,
                                  const TableDescription& table) {
  if (input.kind == TransactWriteKind::kPut) {
    TABLEROCK_ASSIGN(ItemKey key, KeyOfItem(table, input.item_or_key.item));
    TABLEROCK_TRY(CheckIndexKeys(table, input.item_or_key.item));
    return key;
  }
  TABLEROCK_ASSIGN(ItemKey key, KeyOfKeyParameter(table, input.item_or_key.item));
  if (member.update) {
    TABLEROCK_TRY(member.update->CheckUpdatesNoKeyOf(table.key_schema));
    TABLEROCK_TRY(CheckKeysAreWhole(table, member.update->paths()));
  }
  return key;
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

Result<void> CheckMembers(const TransactWriteItemsInput& input, Wording wording, Transaction& transaction) {
  if (input.has_empty_item) {
    return ApiError::Validation("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
  }
  if (input.has_ambiguous_item) {
    return ApiError::Validation("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  for (const TransactWriteInput& write : input.writes) {
    TABLEROCK_ASSIGN(TransactMember member, ParseMember(write, wording));
    transaction.members.push_back(std::move(member));
  }
  std::size_t bytes = 0;
  for (const TransactWriteInput& write : input.writes) {
    if (write.item_or_key.value_error) return *write.item_or_key.value_error;
    if (write.kind == TransactWriteKind::kPut) TABLEROCK_TRY(CheckItemSize(write.item_or_key.item));
    bytes += write.item_or_key.item.size_bytes();
  }
  return CheckTransactionSize(bytes);
}

Result<Transaction> Validate(Database& database, const RequestContext& context, const TransactWriteItemsInput& input) {
  Transaction transaction;
  TABLEROCK_TRY(CheckMembers(input, context.wording, transaction));
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
    if (!key && key.error().RefusesTransaction(context.wording)) return std::move(key).error();
    if (!key) {
      transaction.reasons[i] = ReasonOf(key.error());
      continue;
    }
    transaction.mutations.push_back(MutationOf(write, member, version->description(), context.wording));
    transaction.writes[i] = {version, std::move(*key), &transaction.mutations.back(), write.table_name};
  }
  if (IsCancelled(transaction.reasons)) return ApiError::TransactionCanceled(std::move(transaction.reasons));
  TABLEROCK_TRY(CheckNoDuplicateItems(KeysOf(transaction.writes, &ItemWrite::key)));
  return transaction;
}

Result<TransactWriteItemsOutput> TransactWriteItemsOnce(Database& database, const RequestContext& context,
                                                        const TransactWriteItemsInput& input) {
  TABLEROCK_ASSIGN(const Transaction transaction, Validate(database, context, input));
  TransactionEnd end;
  if (input.client_request_token && !input.client_request_token->empty()) {
    end.token_key = ClientRequestTokenKey(context.namespace_name, *input.client_request_token);
    end.digest = DigestOf(input);
  }
  end.wording = context.wording;
  end.return_consumed_capacity = input.return_consumed_capacity;
  end.return_item_collection_metrics = input.return_item_collection_metrics;
  return CommitTransaction(database, transaction.writes, end);
}

}  // namespace

Result<TransactWriteItemsOutput> TransactWriteItems(Database& database, const RequestContext& context,
                                                    const TransactWriteItemsInput& input) {
  return BeginAgainOnChange([&] { return TransactWriteItemsOnce(database, context, input); });
}

}  // namespace tablerock
