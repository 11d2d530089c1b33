// Evaluation of conditions: a pure function of tree, operands and item.
#pragma once

#include "expressions/ast.h"
#include "model/item.h"

namespace tablerock {

// Comparisons hold only between values of one type, so that none but <> holds where an operand is missing.
// An empty item view is the item that does not exist.
bool EvaluateCondition(const ConditionTree& tree, const Operands& operands, ItemView item);

}  // namespace tablerock
