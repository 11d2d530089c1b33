// From the SET and REMOVE clauses of an UPDATE to the update tree that expressions apply.
#pragma once

#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "model/document_path.h"
#include "partiql/statement_syntax.h"
#include "partiql/values.h"

namespace tablerock::partiql {

struct Update {
  UpdateTree tree;
  Operands operands;                // view the request's parameters
  std::vector<DocumentPath> paths;  // what is updated, in the order of the text
};

// Errors: functions and operators that no update has, wrong operands of those, set_add and set_delete of other than the
// attribute itself, paths that overlap, too few parameters, too many operators.
Result<Update> TranslateUpdate(const StatementSyntax& syntax, const std::vector<Manipulation>& actions,
                               Parameters parameters);

}  // namespace tablerock::partiql
