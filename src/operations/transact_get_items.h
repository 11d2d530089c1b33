// TransactGetItems: up to 100 items of any tables, all read at one moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/consumed_capacity.h"
#include "operations/request_inputs.h"
#include "storage/database.h"

namespace tablerock {

struct TransactGetInput {
  std::string table_name;
  ItemInput key;
  std::optional<std::string> projection_expression;
  ExpressionAttributesInput attributes;
};
struct TransactGetItemsInput {
  std::vector<TransactGetInput> gets;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};
struct TransactGetItemsOutput {
  std::vector<std::optional<Item>> responses;       // in position
  std::vector<ConsumedCapacity> consumed_capacity;  // empty: not asked for
};

Result<TransactGetItemsOutput> TransactGetItems(Database& database, const RequestContext& context,
                                                const TransactGetItemsInput& input);

}  // namespace tablerock
