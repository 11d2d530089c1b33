// GetItem: reads one item by its whole primary key.
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

struct GetItemInput {
  std::string table_name;
  ItemInput key;
  bool consistent_read = false;
  std::optional<std::string> projection_expression;
  std::optional<std::vector<std::string>> attributes_to_get;
  ExpressionAttributesInput attributes;  // names alone have a meaning here
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};
struct GetItemOutput {
  std::optional<Item> item;
  std::optional<ConsumedCapacity> consumed_capacity;
};

Result<GetItemOutput> GetItem(Database& database, const RequestContext& context, const GetItemInput& input);

}  // namespace tablerock
