// Document paths in statements.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "model/document_path.h"
#include "partiql/statement_syntax.h"

namespace tablerock::partiql {

// True for what names an attribute: an identifier or a path.
inline bool IsReference(const Expr& expr) { return expr.kind == ExprKind::kIdentifier || expr.kind == ExprKind::kPath; }

// a, a.b, a['b'], a[0]. Errors: a path that begins with no name, components that are none, an empty name, an index out
// of range.
Result<DocumentPath> PathOf(const StatementSyntax& syntax, const Expr& expr);

// Error: two of the paths overlap or conflict. The service goes through them from the last to the first, and so names
// them.
Result<void> CheckPathsDisjointBackward(const std::vector<DocumentPath>& paths);

// What a SELECT calls the value at a path: its last name with the indexes behind that.
std::string ColumnNameOf(const DocumentPath& path);

}  // namespace tablerock::partiql
