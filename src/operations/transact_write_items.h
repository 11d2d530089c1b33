// TransactWriteItems: up to 100 puts, updates, deletes and condition checks of any tables, all or none.
// A ClientRequestToken makes it repeatable for 10 minutes: the same request again is answered and not done again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/consumed_capacity.h"
#include "operations/request_inputs.h"
#include "operations/write_outputs.h"
#include "storage/database.h"

namespace tablerock {

enum class TransactWriteKind : std::uint8_t { kConditionCheck, kPut, kDelete, kUpdate };

struct TransactWriteInput {
  TransactWriteKind kind = TransactWriteKind::kPut;
  std::string table_name;
  ItemInput item_or_key;  // the item of a Put, the key of the others
  std::optional<std::string> update_expression;
  std::optional<std::string> condition_expression;
  ExpressionAttributesInput attributes;
  ReturnValuesOnConditionCheckFailure return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
};
struct TransactWriteItemsInput {
  std::vector<TransactWriteInput> writes;
  // How many of the four members each TransactItem had: the service wants exactly one.
  bool has_ambiguous_item = false;
  // One that says none of them; it is not among `writes`.
  bool has_empty_item = false;
  std::optional<std::string> client_request_token;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
};
struct TransactWriteItemsOutput {
  std::vector<ConsumedCapacity> consumed_capacity;  // empty: not asked for
  ItemCollectionMetricsByTable item_collection_metrics;
};

Result<TransactWriteItemsOutput> TransactWriteItems(Database& database, const RequestContext& context,
                                                    const TransactWriteItemsInput& input);

}  // namespace tablerock
