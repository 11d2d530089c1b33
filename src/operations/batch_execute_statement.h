// BatchExecuteStatement: up to 25 PartiQL statements, all of them reads of one item each, or all of them writes. Each
// succeeds or fails for itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/consumed_capacity.h"
#include "operations/statement_input.h"
#include "storage/database.h"

namespace tablerock {

struct BatchExecuteStatementInput {
  std::vector<StatementInput> statements;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};

struct BatchStatementError {
  std::string code;  // "ConditionalCheckFailed", …
  std::string message;
};
struct BatchStatementResponse {
  std::optional<BatchStatementError> error;
  std::optional<std::string> table_name;  // once the statement was found right
  std::optional<Item> item;
};
struct BatchExecuteStatementOutput {
  std::vector<BatchStatementResponse> responses;    // in position
  std::vector<ConsumedCapacity> consumed_capacity;  // by table; empty: not asked for, or nothing was done
};

// Errors: ValidationException: reads and writes together, an item twice.
Result<BatchExecuteStatementOutput> BatchExecuteStatement(Database& database, const RequestContext& context,
                                                          const BatchExecuteStatementInput& input);

}  // namespace tablerock
