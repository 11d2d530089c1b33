// The parts of Parser that read UPDATE, DELETE, INSERT, and FROM … SET.
#include "partiql/parser.h"

namespace tablerock::partiql {

Result<ExprIndex> Parser::AddManipulation(ManipulationClause clause, SourcePosition position, std::string text) {
  Expr expr;
  expr.kind = ExprKind::kManipulation;
  expr.position = position;
  expr.text = std::move(text);
  expr.clause = syntax_.manipulations.size();
  syntax_.manipulations.push_back(std::move(clause));
  return Add(std::move(expr));
}

Result<ExprIndex> Parser::ParseUpdate() {
  const SourcePosition position = head().position;
  Advance();
  ManipulationClause clause;
  TABLEROCK_ASSIGN(clause.from, ParseManipulatedTable());
  TABLEROCK_TRY(ParseActions(clause));
  TABLEROCK_TRY(ParseOptionalWhere(clause));
  TABLEROCK_TRY(ParseOptionalReturning(clause));
  return AddManipulation(std::move(clause), position, "update");
}

Result<ExprIndex> Parser::ParseDelete() {
  const SourcePosition position = head().position;
  Advance();
  if (!AcceptKeyword("from")) return NotWellFormed("Expected FROM after DELETE");
  ManipulationClause clause;
  TABLEROCK_ASSIGN(clause.from, ParseManipulatedTable());
  clause.actions.push_back({.kind = ManipulationKind::kDelete});
  TABLEROCK_TRY(ParseOptionalWhere(clause));
  TABLEROCK_TRY(ParseOptionalReturning(clause));
  return AddManipulation(std::move(clause), position, "delete");
}

// FROM table WHERE condition SET …: an UPDATE in another order.
Result<ExprIndex> Parser::ParseFromFirst() {
  const SourcePosition position = head().position;
  Advance();
  ManipulationClause clause;
  TABLEROCK_ASSIGN(clause.from, ParseFromSource(-1));
  TABLEROCK_TRY(ParseOptionalWhere(clause));
  TABLEROCK_TRY(ParseActions(clause));
  TABLEROCK_TRY(ParseOptionalReturning(clause));
  return AddManipulation(std::move(clause), position, "from");
}

// INSERT INTO …; SET and REMOVE without a table are read too.
Result<ExprIndex> Parser::ParseBaseManipulation() {
  const Token& token = head();
  ManipulationClause clause;
  TABLEROCK_TRY(ParseAction(clause));
  return AddManipulation(std::move(clause), token.position, token.text);
}

Result<FromClause> Parser::ParseManipulatedTable() {
  FromClause from;
  TABLEROCK_ASSIGN(from.source, ParsePathTerm(PathMode::kSimple));
  TABLEROCK_ASSIGN(from.is_aliased, ParseOptionalAliases());
  return from;
}

Result<void> Parser::ParseActions(ManipulationClause& clause) {
  while (IsKeyword("insert_into") || IsKeyword("set") || IsKeyword("remove")) TABLEROCK_TRY(ParseAction(clause));
  if (clause.actions.empty()) return NotWellFormed("Expected data manipulation");
  return {};
}

Result<void> Parser::ParseAction(ManipulationClause& clause) {
  if (IsKeyword("insert_into")) return ParseInsert(clause);
  const bool is_set = IsKeyword("set");
  Advance();
  if (is_set) return ParseSet(clause);
  Manipulation remove{.kind = ManipulationKind::kRemove};
  TABLEROCK_ASSIGN(remove.target, ParsePathTerm(PathMode::kSimple));
  clause.actions.push_back(remove);
  return {};
}

Result<void> Parser::ParseInsert(ManipulationClause& clause) {
  Advance();
  Manipulation insert{.kind = ManipulationKind::kInsert};
  TABLEROCK_ASSIGN(insert.target, ParsePathTerm(PathMode::kSimple));
  if (!AcceptKeyword("value")) {
    TABLEROCK_ASSIGN(insert.value, ParseExpression());
    clause.actions.push_back(insert);
    return {};
  }
  insert.kind = ManipulationKind::kInsertValue;
  TABLEROCK_ASSIGN(insert.value, ParseExpression());
  if (Accept(TokenKind::kAt)) {
    insert.has_position = true;
    TABLEROCK_TRY(ParseExpression());
  }
  TABLEROCK_TRY(ParseOptionalOnConflict(insert));
  clause.actions.push_back(insert);
  return ParseOptionalReturning(clause);
}

Result<void> Parser::ParseOptionalOnConflict(Manipulation& insert) {
  if (!AcceptKeyword("on_conflict")) return {};
  insert.has_on_conflict = true;
  if (!AcceptKeyword("where")) return NotWellFormed("invalid ON CONFLICT syntax");
  TABLEROCK_TRY(ParseExpression());
  if (!AcceptKeyword("do_nothing")) return NotWellFormed("invalid ON CONFLICT syntax");
  return {};
}

Result<void> Parser::ParseSet(ManipulationClause& clause) {
  do {
    Manipulation set{.kind = ManipulationKind::kSet};
    TABLEROCK_ASSIGN(set.target, ParsePathTerm(PathMode::kSimple));
    if (!head().IsOperator("=")) return NotWellFormed("Expected '='");
    Advance();
    TABLEROCK_ASSIGN(set.value, ParseExpression());
    clause.actions.push_back(set);
  } while (Accept(TokenKind::kComma));
  return {};
}

Result<void> Parser::ParseOptionalWhere(ManipulationClause& clause) {
  if (!AcceptKeyword("where")) return {};
  TABLEROCK_ASSIGN(clause.where, ParseExpression());
  return {};
}

Result<void> Parser::ParseOptionalReturning(ManipulationClause& clause) {
  constexpr std::pair<std::string_view, Returning> kReturnings[] = {{"all_old", Returning::kAllOld},
                                                                    {"modified_old", Returning::kModifiedOld},
                                                                    {"all_new", Returning::kAllNew},
                                                                    {"modified_new", Returning::kModifiedNew}};
  if (!AcceptKeyword("returning")) return {};
  do {
    ReturningElement element;
    bool known = false;
    for (const auto& [keyword, returning] : kReturnings) {
      if (!IsKeyword(keyword)) continue;
      element.returning = returning;
      known = true;
    }
    if (!known) return NotWellFormed("Expected ( MODIFIED | ALL ) ( NEW | OLD ) in each returning element.");
    Advance();
    element.is_all = Accept(TokenKind::kStar);
    if (!element.is_all) {
      TABLEROCK_ASSIGN(const ExprIndex column, ParseExpression());
      const Expr& expr = syntax_[column];
      if (expr.kind == ExprKind::kPath && expr.children.size() > 2) {
        return NotWellFormed("More than two paths in RETURNING columns.");
      }
      if (expr.kind != ExprKind::kPath && !expr.children.empty()) {
        return NotWellFormed("Unsupported syntax in RETURNING columns.");
      }
    }
    clause.returning.push_back(element);
  } while (Accept(TokenKind::kComma));
  return {};
}

}  // namespace tablerock::partiql
