#include "operations/execute_transaction.h"

#include <memory>
#include <string_view>
#include <utility>

#include "operations/duplicate_keys.h"
#include "operations/item_keys.h"
#include "operations/select_plan.h"
#include "operations/statement_translation.h"
#include "operations/statement_write.h"
#include "operations/table_lookup.h"
#include "operations/transaction_commit.h"
#include "operations/transaction_read.h"

namespace tablerock {
namespace {

using partiql::SelectStatement;

// The service tells which statement it was, except of statements that it does not know at all.
ApiError InPosition(const ApiError& error, std::size_t position) {
  if (error.classic().starts_with("Unsupported operation")) return error;
  return error.WithPrefix("Validation failed in TransactStatements[" + std::to_string(position) + "]: ");
}

Result<std::vector<TranslatedStatement>> TranslateAll(Database& database, const RequestContext& context,
                                                      const ExecuteTransactionInput& input) {
  for (const StatementInput& statement : input.statements) {
    if (statement.value_error) return *statement.value_error;
  }
  std::vector<TranslatedStatement> translated;
  bool reads = false;
  bool writes = false;
  for (std::size_t i = 0; i < input.statements.size(); ++i) {
    auto one = TranslateStatement(database, context, input.statements[i], StatementUse::kInTransaction);
    if (!one) return InPosition(one.error(), i);
    (one->is_read() ? reads : writes) = true;
    translated.push_back(std::move(*one));
  }
  if (reads && writes) {
    return ApiError::Validation(
        "ExecuteTransaction API does not support both read and write operations in the same request.");
  }
  return translated;
}

// ---- reads

struct StatementRead {
  TransactionRead read;
  std::optional<partiql::SelectProjection> projection;
};

// What is wrong with one statement: with the request, or a reason to cancel.
struct StatementError {
  ApiError error;
  bool is_reason = false;
};

// Fits the statement to its table. Nothing if it does.
std::optional<StatementError> Fit(SelectStatement& select, StatementRead& out, std::size_t position) {
  const auto refused = [&](const ApiError& error) { return StatementError{InPosition(error, position)}; };
  ReadTarget target;
  target.table = out.read.table;
  if (select.from.index) {
    return refused(ApiError::Validation("Reads on indices are not supported within transactions."));
  }
  if (!KeyTypesMatch(target, select)) {
    return StatementError{ApiError::Validation("The provided key element does not match the schema"), true};
  }
  auto plan = PlanSelect(std::move(target), std::move(select));
  if (!plan)
    return plan.error().RefusesTransaction(Wording::kClassic) ? StatementError{plan.error()} : refused(plan.error());
  if (!plan->key) {
    return refused(ApiError::Validation(
        "Select statements within ExecuteTransaction must specify the primary key in the where clause."));
  }
  auto key = KeyOfKeyParameter(out.read.table->description(), *plan->key);
  if (!key) return StatementError{key.error(), true};
  out.read.key = std::move(*key);
  out.projection = std::move(plan->statement.projection);
  return std::nullopt;
}

Result<ExecuteTransactionOutput> Read(Database& database, const RequestContext& context,
                                      const ExecuteTransactionInput& input,
                                      std::vector<TranslatedStatement> translated) {
  std::vector<StatementRead> statements(translated.size());
  std::vector<CancellationReason> reasons(translated.size());
  for (std::size_t i = 0; i < translated.size(); ++i) {
    auto table = FindTable(database, context, translated[i].table().table);
    if (!table) {
      reasons[i] = ReasonOf(table.error());
      continue;
    }
    statements[i].read.table = std::move(*table);
    statements[i].read.table_name = translated[i].table().table;
    const auto failed = Fit(std::get<SelectStatement>(translated[i].statement), statements[i], i);
    if (!failed) continue;
    if (!failed->is_reason) return failed->error;
    reasons[i] = ReasonOf(failed->error);
  }
  if (IsCancelled(reasons)) return ApiError::TransactionCanceled(std::move(reasons));

  std::vector<TransactionRead> reads;
  reads.reserve(statements.size());
  for (StatementRead& statement : statements) reads.push_back(std::move(statement.read));
  TABLEROCK_ASSIGN(TransactGetItemsOutput read, ReadTransaction(database, reads, input.return_consumed_capacity));
  for (std::size_t i = 0; i < statements.size(); ++i) {
    auto& item = read.responses[i];
    if (item && statements[i].projection) item = statements[i].projection->Apply(*item);
  }
  return ExecuteTransactionOutput{std::move(read.responses), std::move(read.consumed_capacity)};
}

// ---- writes

RequestDigest DigestOf(const ExecuteTransactionInput& input) {
  std::vector<std::string_view> fields;
  for (const StatementInput& statement : input.statements) {
    fields.emplace_back(statement.statement);
    const bool shows_item =
        statement.return_values_on_condition_check_failure == ReturnValuesOnConditionCheckFailure::kAllOld;
    fields.emplace_back(shows_item ? "ALL_OLD" : "NONE");
    for (const AttributeValue& parameter : statement.parameters) fields.push_back(parameter.encoded());
    fields.emplace_back();  // the end; no statement and no value is empty
  }
  return DigestOfFields(fields);
}

Result<ExecuteTransactionOutput> Write(Database& database, const RequestContext& context,
                                       const ExecuteTransactionInput& input,
                                       std::vector<TranslatedStatement> translated) {
  std::vector<std::unique_ptr<StatementWrite>> statements(translated.size());
  std::vector<CancellationReason> reasons(translated.size());
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < translated.size(); ++i) {
    auto statement = StatementWrite::Find(database, context, std::move(translated[i]));
    if (!statement) {
      reasons[i] = ReasonOf(statement.error());
      continue;
    }
    statements[i] = std::move(*statement);
    const Result<void> suits = statements[i]->CheckIsForTransaction();
    if (!suits) return InPosition(suits.error(), i);
    const Result<void> bound = statements[i]->Bind(StatementUse::kInTransaction, input.statements[i]);
    if (!bound && bound.error().RefusesTransaction(Wording::kClassic)) return bound.error();
    if (!bound) reasons[i] = ReasonOf(bound.error());
    bytes += statements[i]->size_bytes();
  }
  TABLEROCK_TRY(CheckTransactionSize(bytes));
  if (IsCancelled(reasons)) return ApiError::TransactionCanceled(std::move(reasons));

  std::vector<ItemWrite> writes;
  writes.reserve(statements.size());
  for (const auto& statement : statements) writes.push_back(statement->write());
  TABLEROCK_TRY(CheckNoDuplicateItems(KeysOf(writes, &ItemWrite::key)));
  TransactionEnd end;
  if (input.client_request_token && !input.client_request_token->empty()) {
    end.token_key = ClientRequestTokenKey(context.namespace_name, *input.client_request_token);
    end.digest = DigestOf(input);
  }
  end.return_consumed_capacity = input.return_consumed_capacity;
  TABLEROCK_ASSIGN(TransactWriteItemsOutput written, CommitTransaction(database, writes, end));
  return ExecuteTransactionOutput{{}, std::move(written.consumed_capacity)};
}

Result<ExecuteTransactionOutput> ExecuteOnce(Database& database, const RequestContext& context,
                                             const ExecuteTransactionInput& input) {
  TABLEROCK_ASSIGN(auto translated, TranslateAll(database, context, input));
  const bool reads = !translated.empty() && translated.front().is_read();
  return reads ? Read(database, context, input, std::move(translated))
               : Write(database, context, input, std::move(translated));
}

}  // namespace

Result<ExecuteTransactionOutput> ExecuteTransaction(Database& database, const RequestContext& context,
                                                    const ExecuteTransactionInput& input) {
  return BeginAgainOnChange([&] { return ExecuteOnce(database, context, input); });
}

}  // namespace tablerock
