// BatchWriteItem: up to 25 puts and deletes of any tables. Every member is validated before the first is written; it is
// not a transaction.
#pragma once

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

struct WriteRequestInput {
  bool has_put = false;
  bool has_delete = false;
  ItemInput put_item;
  ItemInput delete_key;
};
struct BatchWriteTableInput {
  std::string table_name;  // the key of RequestItems: a name or an ARN
  std::vector<WriteRequestInput> requests;
};
struct BatchWriteItemInput {
  std::vector<BatchWriteTableInput> request_items;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
};
struct BatchWriteItemOutput {
  // Everything is processed: UnprocessedItems is always {}.
  std::vector<ConsumedCapacity> consumed_capacity;  // empty: not asked for
  ItemCollectionMetricsByTable item_collection_metrics;
};

Result<BatchWriteItemOutput> BatchWriteItem(Database& database, const RequestContext& context,
                                            const BatchWriteItemInput& input);

}  // namespace tablerock
