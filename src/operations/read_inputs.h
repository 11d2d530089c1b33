// What the inputs and outputs of Query and Scan have in common.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/item.h"
#include "operations/consumed_capacity.h"
#include "operations/item_list.h"
#include "operations/legacy_inputs.h"
#include "operations/request_inputs.h"

namespace tablerock {

enum class Select : std::uint8_t { kAllAttributes, kAllProjectedAttributes, kSpecificAttributes, kCount };

struct ReadInput {
  std::string table_name;  // a name or an ARN
  std::optional<std::string> index_name;
  std::optional<std::string> filter_expression;
  std::optional<std::string> projection_expression;
  LegacyConditions filter;  // QueryFilter or ScanFilter, ConditionalOperator
  std::optional<std::vector<std::string>> attributes_to_get;
  ExpressionAttributesInput attributes;
  std::optional<std::int32_t> limit;  // items evaluated, 1 and more
  std::optional<Select> select;
  bool consistent_read = false;
  std::optional<ItemInput> exclusive_start_key;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};

struct ReadOutput {
  // Absent with Select COUNT: the answer then has no Items member.
  std::optional<ItemList> items;
  std::size_t count = 0;            // that passed the filter
  std::size_t scanned_count = 0;    // that were evaluated
  std::size_t evaluated_bytes = 0;  // what a page's size limit counts
  // Table keys and, for an index, its keys too.
  std::optional<Item> last_evaluated_key;
  std::optional<ConsumedCapacity> consumed_capacity;
};

}  // namespace tablerock
