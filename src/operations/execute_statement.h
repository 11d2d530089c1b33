// ExecuteStatement: one PartiQL statement: a SELECT, a page at a time, or the write of one item.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/consumed_capacity.h"
#include "operations/item_list.h"
#include "operations/select_run.h"
#include "operations/statement_input.h"
#include "operations/statement_token.h"
#include "partiql/statement.h"
#include "storage/database.h"

namespace tablerock {

struct ExecuteStatementInput : StatementInput {
  std::optional<std::int32_t> limit;  // items evaluated, 1 and more
  std::optional<std::string> next_token;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};

struct ExecuteStatementOutput {
  ItemList items;                         // of a write what RETURNING shows
  std::optional<std::string> next_token;  // and last_evaluated_key: a SELECT that may have more
  std::optional<Item> last_evaluated_key;
  std::optional<ConsumedCapacity> consumed_capacity;
};

// An ExecuteStatement in steps, so that others get the thread between them. Movable; one thread at a time; `database`
// outlives it.
class ExecuteStatementRun {
 public:
  // Does all of a write, and of a SELECT what QueryRun::Begin does of a Query. Errors: ValidationException,
  // ResourceNotFoundException, ConditionalCheckFailedException, DuplicateItemException and what else a write gives.
  static Result<ExecuteStatementRun> Begin(Database& database, const RequestContext& context,
                                           ExecuteStatementInput request);

  // True when the answer is complete. Not to be called again then.
  Result<bool> Step();
  // Once, when Step has returned true.
  ExecuteStatementOutput TakeOutput() { return std::move(output_); }

 private:
  explicit ExecuteStatementRun(ExecuteStatementInput input)
      : input_(std::make_unique<const ExecuteStatementInput>(std::move(input))) {}

  Result<void> Start(Database& database, const RequestContext& context);
  Result<void> StartSelect(Database& database, const RequestContext& context, partiql::SelectStatement statement);

  std::unique_ptr<const ExecuteStatementInput> input_;  // what runs views its parameters
  RequestDigest digest_{};
  std::unique_ptr<SelectRun> select_;  // nullptr: the statement wrote, and that is done
  ExecuteStatementOutput output_;
};

// All steps at once.
Result<ExecuteStatementOutput> ExecuteStatement(Database& database, const RequestContext& context,
                                                ExecuteStatementInput input);

}  // namespace tablerock
