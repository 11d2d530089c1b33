// What several operations' inputs have in common. An input struct is what the wire decoded and checked against the
// declared shape; errors in attribute values wait in it until their turn in the service's order of checks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/api_error.h"
#include "expressions/placeholders.h"
#include "model/item.h"

namespace tablerock {

// An Item, Key or ExclusiveStartKey member: the decoded attributes, and the first thing that is wrong with a value.
struct ItemInput {
  Item item;
  std::optional<ApiError> value_error;
};

// ExpressionAttributeNames and ExpressionAttributeValues in the request's order; absent and empty differ.
struct ExpressionAttributesInput {
  std::optional<NamePlaceholders> names;
  std::optional<ValuePlaceholders> values;
  // What is wrong with the first bad value, and the placeholder (":v") that it stands at.
  std::optional<ApiError> value_error;
  std::string value_error_placeholder;
  // A value is nested deeper than 32 levels. Apart, since the classic wording does not look (aws-messages.md family 9).
  bool values_nested_too_deep = false;
};

enum class ReturnValues : std::uint8_t { kNone, kAllOld, kUpdatedOld, kAllNew, kUpdatedNew };
enum class ReturnConsumedCapacity : std::uint8_t { kNone, kTotal, kIndexes };
enum class ReturnItemCollectionMetrics : std::uint8_t { kNone, kSize };
enum class ReturnValuesOnConditionCheckFailure : std::uint8_t { kNone, kAllOld };

}  // namespace tablerock
