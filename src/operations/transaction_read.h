// The reads of a transaction, whichever operation began it: up to 100 items of any tables, all at one moment.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "core/result.h"
#include "expressions/projection_expression.h"
#include "operations/transact_get_items.h"
#include "storage/database.h"
#include "storage/key_codec.h"

namespace tablerock {

struct TransactionRead {
  TableHandle table;
  std::string table_name;  // as the request gave it
  ItemKey key;
  std::optional<ProjectionExpression> projection;
};

// Errors: ValidationException: an item twice, more than 4 MB.
Result<TransactGetItemsOutput> ReadTransaction(Database& database, std::span<const TransactionRead> reads,
                                               ReturnConsumedCapacity return_consumed_capacity);

}  // namespace tablerock
