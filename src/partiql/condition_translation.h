// From a WHERE clause to the condition tree that expressions evaluate.
#pragma once

#include "core/result.h"
#include "expressions/ast.h"
#include "partiql/statement_syntax.h"
#include "partiql/values.h"

namespace tablerock::partiql {

// Movable: what the values view stays where it is. They also view the request's parameters.
struct Condition {
  ConditionTree tree;
  Operands operands;

  // The tree with another root, to be evaluated while this one lives.
  ConditionTree TreeOf(NodeIndex root) const { return {tree.nodes, root}; }
  // The operands without what they own, likewise.
  Operands BorrowOperands() const {
    Operands borrowed;
    borrowed.paths = operands.paths;
    borrowed.values = operands.values;
    return borrowed;
  }
};

// Errors: what is no condition, functions and operators that none has, wrong operands of those, too few parameters, too
// many operators. What depends on a table is not looked at.
Result<Condition> TranslateCondition(const StatementSyntax& syntax, ExprIndex where, Parameters parameters);

}  // namespace tablerock::partiql
