// ExecuteTransaction: up to 100 PartiQL statements, all of them reads of one item each at one moment, or all of them
// writes and EXISTS checks, all or none.
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

struct ExecuteTransactionInput {
  std::vector<StatementInput> statements;
  std::optional<std::string> client_request_token;  // for writes: as of TransactWriteItems
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};
struct ExecuteTransactionOutput {
  std::vector<std::optional<Item>> responses;       // of reads, in position; none of writes
  std::vector<ConsumedCapacity> consumed_capacity;  // by table; empty: not asked for
};

// Errors: ValidationException, TransactionCanceledException, IdempotentParameterMismatchException.
Result<ExecuteTransactionOutput> ExecuteTransaction(Database& database, const RequestContext& context,
                                                    const ExecuteTransactionInput& input);

}  // namespace tablerock
