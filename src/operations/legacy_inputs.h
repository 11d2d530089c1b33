// The parameters from before expressions: Expected, QueryFilter, ScanFilter and KeyConditions with ConditionalOperator,
// and AttributeUpdates, as the wire decoded them. They are translated into the trees of expressions, not evaluated
// beside them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/api_error.h"
#include "model/attribute_value.h"

namespace tablerock {

// An ExpectedAttributeValue or a Condition of one attribute. Value and Exists are Expected's alone.
struct LegacyComparison {
  std::string attribute;
  std::optional<std::string> comparison_operator;
  std::optional<std::vector<AttributeValue>> attribute_value_list;
  std::optional<AttributeValue> value;
  std::optional<bool> exists;
  std::optional<ApiError> value_error;  // the first thing that is wrong with its values
};

struct LegacyConditions {
  std::optional<std::vector<LegacyComparison>> comparisons;  // in the request's order
  std::optional<std::string> conditional_operator;           // "AND" or "OR"
};

// An AttributeValueUpdate of one attribute.
struct LegacyUpdate {
  std::string attribute;
  std::optional<std::string> action;  // "PUT" (the default), "ADD" or "DELETE"
  std::optional<AttributeValue> value;
  std::optional<ApiError> value_error;
};

}  // namespace tablerock
