#include "partiql/statement.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "partiql/errors.h"
#include "partiql/paths.h"

namespace tablerock::partiql {
namespace {

constexpr std::size_t kTableNameSizeMin = 3;
constexpr std::size_t kTableNameSizeMax = 255;

const ManipulationClause& ClauseOf(const StatementSyntax& syntax) {
  return syntax.manipulations[syntax.root_expr().clause];
}

bool IsInsert(const Manipulation& action) {
  return action.kind == ManipulationKind::kInsert || action.kind == ManipulationKind::kInsertValue;
}

Result<void> CheckTableName(std::string_view name) {
  if (name.starts_with("arn:")) return {};
  const bool known = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
  if (known && name.size() >= kTableNameSizeMin && name.size() <= kTableNameSizeMax) return {};
  return ApiError::Validation(
      "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.");
}

Result<TableReference> ReferenceOf(const StatementSyntax& syntax, const Expr& source) {
  if (!IsReference(source)) return ApiError::Validation("Unexpected from source");
  TABLEROCK_ASSIGN(const DocumentPath path, PathOf(syntax, source));
  TableReference reference{path.attribute, {}};
  for (const DocumentPathStep& step : path.steps) {
    const auto* name = std::get_if<std::string>(&step);
    if (name == nullptr) return ApiError::Validation("Invalid list expression in source.");
    if (reference.index) {
      return ApiError::Validation("A path may contain at most 2 components in the FROM clause");
    }
    reference.index = *name;
  }
  TABLEROCK_TRY(CheckTableName(reference.table));
  return reference;
}

Result<TableReference> ReferenceOf(const StatementSyntax& syntax, const FromClause& from) {
  if (from.kind != FromKind::kSource) {
    return ApiError::Validation("Only select from a single table or index is supported.");
  }
  if (from.is_aliased) return AliasesNotSupported();
  return ReferenceOf(syntax, syntax[from.source]);
}

Result<TableReference> TableOfInsert(const StatementSyntax& syntax) {
  const Expr& target = syntax[ClauseOf(syntax).actions.front().target];
  if (target.kind != ExprKind::kIdentifier) {
    return ApiError::Validation("FROM clause may only contain a single table name in data manipulation statements");
  }
  return ReferenceOf(syntax, target);
}

Result<std::optional<Condition>> WhereOf(const StatementSyntax& syntax, ExprIndex where, Parameters parameters) {
  if (where == kNoExpr) return std::optional<Condition>();
  TABLEROCK_ASSIGN(Condition condition, TranslateCondition(syntax, where, parameters));
  return std::optional<Condition>(std::move(condition));
}

Result<std::optional<Returning>> ReturningOf(const ManipulationClause& clause) {
  if (clause.returning.empty()) return std::optional<Returning>();
  if (clause.returning.size() > 1) {
    return ApiError::Validation("Invalid syntax with multiple returning elements in RETURNING clause");
  }
  if (!clause.returning.front().is_all) {
    return ApiError::Validation("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
  }
  return std::optional<Returning>(clause.returning.front().returning);
}

Result<void> CheckClauses(const StatementSyntax& syntax, const SelectClause& select) {
  const auto unsupported = [&](std::string_view clause, ExprIndex expr) {
    const SourcePosition position = expr == kNoExpr ? SourcePosition() : syntax[expr].position;
    return ErrorAt("Unsupported clause: " + std::string(clause), position);
  };
  if (select.projection == ProjectionKind::kValue || select.projection == ProjectionKind::kPivot) {
    return ApiError::Validation("Select projection doesn't support value or pivot keywords");
  }
  if (select.distinct) return ApiError::Validation("Unsupported token in expression: DISTINCT");
  if (select.has_group_by) return unsupported("GROUP BY", kNoExpr);
  if (select.having != kNoExpr) return unsupported("HAVING", select.having);
  if (select.limit != kNoExpr) return unsupported("LIMIT", select.limit);
  if (select.offset != kNoExpr) return unsupported("OFFSET", select.offset);
  return {};
}

Result<std::vector<OrderKey>> OrderOf(const StatementSyntax& syntax, const SelectClause& select) {
  std::vector<OrderKey> order;
  for (const OrderTerm& term : select.order_by) {
    const Expr& key = syntax[term.key];
    if (key.kind != ExprKind::kIdentifier) {
      const std::string type = key.kind == ExprKind::kPath        ? "PATH"
                               : key.kind == ExprKind::kParameter ? "PARAMETER"
                                                                  : key.text;
      return ApiError::Validation("Argument to ORDER BY must be of type VariableReference. Type: " + type);
    }
    order.push_back({key.text, term.descending});
  }
  return order;
}

Result<SelectStatement> TranslateSelectClause(const StatementSyntax& syntax, const SelectClause& select,
                                              Parameters parameters) {
  SelectStatement statement;
  TABLEROCK_ASSIGN(statement.from, ReferenceOf(syntax, select.from));
  TABLEROCK_TRY(CheckClauses(syntax, select));
  if (select.projection == ProjectionKind::kList) {
    TABLEROCK_ASSIGN(statement.projection, SelectProjection::Create(syntax, select.items));
  }
  TABLEROCK_ASSIGN(statement.where, WhereOf(syntax, select.where, parameters));
  statement.is_ordered = select.has_order_by;
  TABLEROCK_ASSIGN(statement.order, OrderOf(syntax, select));
  return statement;
}

}  // namespace

Result<StatementKind> KindOf(const StatementSyntax& syntax) {
  const Expr& root = syntax.root_expr();
  if (root.kind == ExprKind::kSelect) return StatementKind::kSelect;
  if (root.kind == ExprKind::kCall) return StatementKind::kCall;
  if (root.kind != ExprKind::kManipulation) {
    return ApiError::Validation("Unsupported operation: " + std::string(ClassNameOf(root)));
  }
  const ManipulationClause& clause = ClauseOf(syntax);
  const bool has_insert = std::any_of(clause.actions.begin(), clause.actions.end(), IsInsert);
  if (has_insert) {
    if (clause.from) {
      return ErrorAt("Unsupported FROM ... WHERE ... clause in INSERT statement.", root.position);
    }
    if (clause.actions.front().kind == ManipulationKind::kInsert) {
      return ApiError::Validation("Unsupported operation: Insert");
    }
    return StatementKind::kInsert;
  }
  if (!clause.from) return ApiError::Validation("Only select from a single table or index is supported.");
  return clause.actions.front().kind == ManipulationKind::kDelete ? StatementKind::kDelete : StatementKind::kUpdate;
}

Result<std::optional<TableReference>> TableOf(const StatementSyntax& syntax) {
  const Expr& root = syntax.root_expr();
  if (root.kind == ExprKind::kCall) return std::optional<TableReference>();
  if (root.kind == ExprKind::kSelect) {
    TABLEROCK_ASSIGN(TableReference reference, ReferenceOf(syntax, syntax.selects[root.clause].from));
    return std::optional<TableReference>(std::move(reference));
  }
  const ManipulationClause& clause = ClauseOf(syntax);
  TABLEROCK_ASSIGN(TableReference reference, clause.from ? ReferenceOf(syntax, *clause.from) : TableOfInsert(syntax));
  return std::optional<TableReference>(std::move(reference));
}

Result<SelectStatement> TranslateSelect(const StatementSyntax& syntax, Parameters parameters) {
  return TranslateSelectClause(syntax, syntax.selects[syntax.root_expr().clause], parameters);
}

Result<InsertStatement> TranslateInsert(const StatementSyntax& syntax, Parameters parameters) {
  const ManipulationClause& clause = ClauseOf(syntax);
  const Manipulation& insert = clause.actions.front();
  InsertStatement statement;
  TABLEROCK_ASSIGN(statement.into, TableOfInsert(syntax));
  if (insert.has_position) {
    return ErrorAt("AT is not supported in insert statements.", syntax.root_expr().position);
  }
  if (insert.has_on_conflict) return ApiError::Validation("Unsupported clause: ON CONFLICT");
  if (!clause.returning.empty()) return ApiError::Validation("RETURNING is not supported in INSERT");
  TABLEROCK_ASSIGN(statement.item, ItemOf(syntax, syntax[insert.value], parameters));
  return statement;
}

Result<UpdateStatement> TranslateUpdateStatement(const StatementSyntax& syntax, Parameters parameters) {
  const ManipulationClause& clause = ClauseOf(syntax);
  UpdateStatement statement;
  TABLEROCK_ASSIGN(statement.table, ReferenceOf(syntax, *clause.from));
  TABLEROCK_ASSIGN(statement.returning, ReturningOf(clause));
  TABLEROCK_ASSIGN(statement.update, TranslateUpdate(syntax, clause.actions, parameters));
  TABLEROCK_ASSIGN(statement.where, WhereOf(syntax, clause.where, parameters));
  return statement;
}

Result<DeleteStatement> TranslateDelete(const StatementSyntax& syntax, Parameters parameters) {
  const ManipulationClause& clause = ClauseOf(syntax);
  DeleteStatement statement;
  TABLEROCK_ASSIGN(statement.from, ReferenceOf(syntax, *clause.from));
  TABLEROCK_ASSIGN(statement.returning, ReturningOf(clause));
  TABLEROCK_ASSIGN(statement.where, WhereOf(syntax, clause.where, parameters));
  return statement;
}

Result<SelectStatement> TranslateExists(const StatementSyntax& syntax, Parameters parameters) {
  const Expr& call = syntax.root_expr();
  const bool is_exists =
      call.text == "exists" && call.children.size() == 1 && syntax.ChildOf(call, 0).kind == ExprKind::kSelect;
  if (!is_exists) return ApiError::Validation("Unsupported operation in transaction.");
  return TranslateSelectClause(syntax, syntax.selects[syntax.ChildOf(call, 0).clause], parameters);
}

}  // namespace tablerock::partiql
