#include "operations/execute_statement.h"

#include "operations/statement_translation.h"
#include "operations/statement_write.h"

namespace tablerock {
namespace {

Result<ExecuteStatementOutput> WriteOnce(Database& database, const RequestContext& context,
                                         const ExecuteStatementInput& input, TranslatedStatement translated) {
  TABLEROCK_ASSIGN(const auto statement, StatementWrite::Find(database, context, std::move(translated)));
  TABLEROCK_TRY(statement->Bind(StatementUse::kAlone, input));
  const ItemWrite write = statement->write();
  AppliedWrite applied;
  WriteUnit unit(database, {&write, 1}, {&applied, 1});
  TABLEROCK_TRY(unit.Lock());
  const Result<void> change = unit.Apply(0);
  if (!change) return InWordsOfPartiql(change.error());
  TABLEROCK_TRY(unit.Commit());
  ExecuteStatementOutput output;
  if (const auto returned = statement->Returned(applied)) output.items.Append(*returned);
  if (input.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
    output.consumed_capacity = CapacityOf(write, applied, false);
  }
  return output;
}

}  // namespace

Result<ExecuteStatementRun> ExecuteStatementRun::Begin(Database& database, const RequestContext& context,
                                                       ExecuteStatementInput request) {
  ExecuteStatementRun run(std::move(request));
  if (run.input_->value_error) return *run.input_->value_error;
  TABLEROCK_TRY(BeginAgainOnChange([&] { return run.Start(database, context); }));
  return run;
}

Result<void> ExecuteStatementRun::Start(Database& database, const RequestContext& context) {
  TABLEROCK_ASSIGN(TranslatedStatement translated,
                   TranslateStatement(database, context, *input_, StatementUse::kAlone));
  if (translated.is_read()) {
    return StartSelect(database, context, std::move(std::get<partiql::SelectStatement>(translated.statement)));
  }
  TABLEROCK_ASSIGN(output_, WriteOnce(database, context, *input_, std::move(translated)));
  return {};
}

Result<void> ExecuteStatementRun::StartSelect(Database& database, const RequestContext& context,
                                              partiql::SelectStatement statement) {
  TABLEROCK_ASSIGN(ReadTarget target, FindSelectTarget(database, context, statement.from, input_->consistent_read));
  TABLEROCK_ASSIGN(SelectPlan plan, PlanSelect(std::move(target), std::move(statement)));
  SelectPageOptions options;
  if (input_->limit) options.limit = static_cast<std::size_t>(*input_->limit);
  options.consistent_read = input_->consistent_read;
  options.return_consumed_capacity = input_->return_consumed_capacity;
  select_ = std::make_unique<SelectRun>(database, std::move(plan), options);
  digest_ = DigestOf(context, *input_);
  if (!input_->next_token) return {};
  TABLEROCK_ASSIGN(const SelectPosition position, ReadStatementToken(*input_->next_token, digest_));
  if (!select_->GoOnBehind(position)) return InvalidStatementToken();
  return {};
}

Result<bool> ExecuteStatementRun::Step() {
  if (!select_) return true;
  TABLEROCK_ASSIGN(const bool complete, select_->Step());
  if (!complete) return false;
  SelectPage page = select_->TakePage();
  output_.items = std::move(page.items);
  if (page.end) output_.next_token = StatementToken(digest_, *page.end);
  output_.last_evaluated_key = std::move(page.last_evaluated_key);
  output_.consumed_capacity = std::move(page.consumed_capacity);
  return true;
}

Result<ExecuteStatementOutput> ExecuteStatement(Database& database, const RequestContext& context,
                                                ExecuteStatementInput input) {
  TABLEROCK_ASSIGN(ExecuteStatementRun run, ExecuteStatementRun::Begin(database, context, std::move(input)));
  for (;;) {
    TABLEROCK_ASSIGN(const bool complete, run.Step());
    if (complete) return run.TakeOutput();
  }
}

}  // namespace tablerock
