// What the inputs of the PartiQL operations have in common.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/api_error.h"
#include "model/attribute_value.h"
#include "operations/request_inputs.h"

namespace tablerock {

// One statement of a request.
struct StatementInput {
  std::string statement;
  std::vector<AttributeValue> parameters;
  std::optional<ApiError> value_error;  // the first thing that is wrong with a parameter
  bool consistent_read = false;         // not in ExecuteTransaction
  ReturnValuesOnConditionCheckFailure return_values_on_condition_check_failure =
      ReturnValuesOnConditionCheckFailure::kNone;
};

}  // namespace tablerock
