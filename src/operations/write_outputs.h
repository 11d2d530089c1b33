// What the answers of the writing operations have in common.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/item.h"
#include "operations/consumed_capacity.h"

namespace tablerock {

// For tables with a local secondary index. behaviours.md row 56.
struct ItemCollectionMetrics {
  Item item_collection_key;  // the partition key attribute alone
  double size_estimate_lower_gb = 0;
  double size_estimate_upper_gb = 1;
};

// Of several writes: by table, as the request named it, each item collection once.
using ItemCollectionMetricsByTable = std::vector<std::pair<std::string, std::vector<ItemCollectionMetrics>>>;

// The answer of PutItem, UpdateItem and DeleteItem.
struct ItemWriteOutput {
  std::optional<Item> attributes;
  std::optional<ConsumedCapacity> consumed_capacity;
  std::optional<ItemCollectionMetrics> item_collection_metrics;
};

}  // namespace tablerock
