// From AttributeUpdates to the tree of an update.
#pragma once

#include <vector>

#include "core/result.h"
#include "expressions/update_expression.h"
#include "operations/legacy_inputs.h"

namespace tablerock {

// Views the values of `updates`, which outlive it. Errors: a missing value, a value of a type that the action does not
// take.
Result<UpdateExpression> UpdateOfAttributeUpdates(const std::vector<LegacyUpdate>& updates);

}  // namespace tablerock
