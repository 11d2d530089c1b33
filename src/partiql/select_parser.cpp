// The parts of Parser that read SELECT.
#include <algorithm>
#include <span>

#include "partiql/parser.h"

namespace tablerock::partiql {
namespace {

constexpr int kSelectPrecedence = 6;  // binds before UNION and its like

constexpr std::string_view kNoSelectItems[] = {"insert_into", "set",    "remove", "update",
                                               "delete",      "select", "from",   "where"};

bool IsJoin(const Token& token) {
  constexpr std::string_view kJoins[] = {
      "join",       "cross_join",       "inner_join", "left_join",       "left_cross_join",
      "right_join", "right_cross_join", "outer_join", "outer_cross_join"};
  if (token.kind == TokenKind::kComma) return true;
  return token.kind == TokenKind::kKeyword &&
         std::find(std::begin(kJoins), std::end(kJoins), token.text) != std::end(kJoins);
}

}  // namespace

Result<ExprIndex> Parser::ParseSelect() {
  const SourcePosition position = head().position;
  Advance();
  SelectClause select;
  select.distinct = AcceptKeyword("distinct");
  if (!select.distinct) AcceptKeyword("all");
  if (AcceptKeyword("value")) {
    select.projection = ProjectionKind::kValue;
    TABLEROCK_TRY(ParseExpression());
  } else {
    TABLEROCK_TRY(ParseSelectList(select));
  }
  return ParseAfterProjection(std::move(select), position);
}

Result<ExprIndex> Parser::ParsePivot() {
  const SourcePosition position = head().position;
  Advance();
  SelectClause select;
  select.projection = ProjectionKind::kPivot;
  TABLEROCK_TRY(ParseExpression());
  TABLEROCK_TRY(Expect(TokenKind::kAt, "AT keyword"));
  TABLEROCK_TRY(ParseExpression());
  return ParseAfterProjection(std::move(select), position);
}

Result<void> Parser::ParseSelectList(SelectClause& select) {
  bool has_star = false;
  std::size_t count = 0;
  do {
    ++count;
    if (Accept(TokenKind::kStar)) {
      has_star = true;
      continue;
    }
    TABLEROCK_TRY(ParseSelectItem(select));
  } while (Accept(TokenKind::kComma));
  if (!has_star) return {};
  select.projection = ProjectionKind::kAll;
  if (count == 1) return {};
  return NotWellFormed(
      "Other expressions may not be present in the select list when '*' is used without dot notation.");
}

Result<void> Parser::ParseSelectItem(SelectClause& select) {
  const bool is_reserved = Is(TokenKind::kKeyword) && std::find(std::begin(kNoSelectItems), std::end(kNoSelectItems),
                                                                head().text) != std::end(kNoSelectItems);
  if (is_reserved) {
    return NotWellFormed("Expected identifier or an expression but found unexpected keyword '" + head().text +
                         "' in a select list.");
  }
  SelectItem item;
  TABLEROCK_ASSIGN(item.expr, ParseExpression());
  Expr& expr = syntax_.exprs[item.expr];
  if (expr.kind == ExprKind::kPath) {
    const auto kind_of = [&](ExprIndex child) { return syntax_[child].kind; };
    const auto components = std::span(expr.children).subspan(1);
    const auto is_wildcard = [&](ExprIndex child) { return kind_of(child) == ExprKind::kWildcard; };
    const auto is_unpivot = [&](ExprIndex child) { return kind_of(child) == ExprKind::kUnpivot; };
    const bool misplaced = std::any_of(components.begin(), components.end(), is_wildcard) ||
                           std::any_of(components.begin(), components.end() - 1, is_unpivot);
    if (misplaced) return NotWellFormed("Invalid use of * in select list");
    item.is_unpivot = is_unpivot(components.back());
  }
  TABLEROCK_ASSIGN(item.is_aliased, ParseOptionalAlias(Alias::kAs));
  select.items.push_back(item);
  return {};
}

Result<ExprIndex> Parser::ParseAfterProjection(SelectClause select, SourcePosition position) {
  if (!AcceptKeyword("from")) return NotWellFormed("Expected FROM after SELECT list");
  TABLEROCK_ASSIGN(select.from, ParseFromSource(kSelectPrecedence));
  if (IsKeyword("let")) TABLEROCK_TRY(ParseLet());
  TABLEROCK_TRY(ParseOptionalClause("where", select.where));
  if (IsKeyword("group")) TABLEROCK_TRY(ParseGroupBy(select));
  TABLEROCK_TRY(ParseOptionalClause("having", select.having));
  if (IsKeyword("order")) TABLEROCK_TRY(ParseOrderBy(select));
  TABLEROCK_TRY(ParseOptionalClause("limit", select.limit));
  TABLEROCK_TRY(ParseOptionalClause("offset", select.offset));
  Expr expr;
  expr.kind = ExprKind::kSelect;
  expr.position = position;
  expr.text = "SELECT";
  expr.clause = syntax_.selects.size();
  syntax_.selects.push_back(std::move(select));
  return Add(std::move(expr));
}

Result<void> Parser::ParseOptionalClause(std::string_view keyword, ExprIndex& expr) {
  if (!AcceptKeyword(keyword)) return {};
  TABLEROCK_ASSIGN(expr, ParseExpression(kSelectPrecedence));
  return {};
}

Result<void> Parser::ParseLet() {
  Advance();
  do {
    TABLEROCK_TRY(ParseExpression());
    if (!Accept(TokenKind::kAs)) return NotWellFormed("Expected AS following LET expr");
    if (!head().IsIdentifier()) return NotWellFormed("Expected identifier for AS-alias");
    Advance();
  } while (Accept(TokenKind::kComma));
  return {};
}

Result<void> Parser::ParseGroupBy(SelectClause& select) {
  select.has_group_by = true;
  Advance();
  AcceptKeyword("partial");
  TABLEROCK_TRY(Expect(TokenKind::kBy, "BY"));
  do {
    TABLEROCK_ASSIGN(const ExprIndex key, ParseExpression(kSelectPrecedence));
    TABLEROCK_TRY(ParseOptionalAlias(Alias::kAs));
    const ExprKind kind = syntax_[key].kind;
    if (kind == ExprKind::kNumber || kind == ExprKind::kString || kind == ExprKind::kBoolean) {
      return NotWellFormed("Literals (including ordinals) not supported in GROUP BY");
    }
  } while (Accept(TokenKind::kComma));
  if (!AcceptKeyword("group")) return {};
  if (!Accept(TokenKind::kAs)) return NotWellFormed("Expected AS keyword");
  if (!head().IsIdentifier()) return NotWellFormed("Expected identifier for GROUP name");
  Advance();
  return {};
}

Result<void> Parser::ParseOrderBy(SelectClause& select) {
  select.has_order_by = true;
  Advance();
  TABLEROCK_TRY(Expect(TokenKind::kBy, "BY"));
  do {
    OrderTerm term;
    TABLEROCK_ASSIGN(term.key, ParseExpression());
    term.descending = Is(TokenKind::kDesc);
    if (term.descending || Is(TokenKind::kAsc)) Advance();
    if (Accept(TokenKind::kNulls) && !Accept(TokenKind::kFirst) && !Accept(TokenKind::kLast)) {
      return NotWellFormed("Expected FIRST OR LAST after NULLS");
    }
    select.order_by.push_back(term);
  } while (Accept(TokenKind::kComma));
  return {};
}

Result<FromClause> Parser::ParseFromSource(int precedence, bool parse_joins) {
  FromClause from;
  if (level_ == kLevelsMax) return NotWellFormed("Too many nested expressions");
  const TokenKind inner = next().kind;
  const bool is_query = inner == TokenKind::kString || inner == TokenKind::kNumber || inner == TokenKind::kBoolean ||
                        next().IsKeyword("select");
  if (AcceptKeyword("unpivot")) {
    from.kind = FromKind::kUnpivot;
    TABLEROCK_ASSIGN(from.source, ParseExpression(precedence));
  } else if (Is(TokenKind::kLeftParen) && !is_query) {
    Advance();
    ++level_;
    auto nested = ParseFromSource(precedence);
    --level_;
    TABLEROCK_ASSIGN(from, std::move(nested));
    TABLEROCK_TRY(Expect(TokenKind::kRightParen, "RIGHT_PAREN"));
  } else {
    TABLEROCK_ASSIGN(from.source, ParseExpression(precedence));
  }
  TABLEROCK_ASSIGN(const bool is_aliased, ParseOptionalAliases());
  from.is_aliased = from.is_aliased || is_aliased;
  while (parse_joins && IsJoin(head())) {
    const bool has_condition = Is(TokenKind::kKeyword) && head().text.find("cross") == std::string::npos;
    Advance();
    const bool takes_rest = has_condition && Is(TokenKind::kLeftParen);
    ++level_;
    auto right = ParseFromSource(precedence, takes_rest);
    --level_;
    if (!right) return right;
    if (has_condition) {
      if (!AcceptKeyword("on")) return NotWellFormed("Expected 'ON'");
      TABLEROCK_TRY(ParseExpression(precedence));
    }
    from.kind = FromKind::kJoin;
  }
  return from;
}

Result<bool> Parser::ParseOptionalAlias(Alias alias) {
  const TokenKind keyword = alias == Alias::kAs   ? TokenKind::kAs
                            : alias == Alias::kAt ? TokenKind::kAt
                                                  : TokenKind::kBy;
  if (Accept(keyword)) {
    if (!head().IsIdentifier()) {
      const std::string_view name = alias == Alias::kAs ? "AS" : alias == Alias::kAt ? "AT" : "BY";
      return NotWellFormed("Expected identifier for " + std::string(name) + "-alias");
    }
    Advance();
    return true;
  }
  if (alias != Alias::kAs || !head().IsIdentifier()) return false;
  Advance();
  return true;
}

Result<bool> Parser::ParseOptionalAliases() {
  bool any = false;
  for (const Alias alias : {Alias::kAs, Alias::kAt, Alias::kBy}) {
    TABLEROCK_ASSIGN(const bool found, ParseOptionalAlias(alias));
    any = any || found;
  }
  return any;
}

}  // namespace tablerock::partiql
