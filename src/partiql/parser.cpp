#include "partiql/parser.h"

#include <algorithm>

#include "partiql/lexer.h"

namespace tablerock::partiql {
namespace {

bool IsTopLevelOnly(ExprKind kind) {
  return kind == ExprKind::kManipulation || kind == ExprKind::kDefinition || kind == ExprKind::kProcedure;
}

}  // namespace

Result<StatementSyntax> ParseStatement(std::string_view statement) {
  TABLEROCK_ASSIGN(std::vector<Token> tokens, Tokenize(statement));
  return Parser(std::move(tokens)).Run();
}

Result<StatementSyntax> Parser::Run() {
  TABLEROCK_ASSIGN(syntax_.root, ParseExpression());
  if (!OnlyEndOfStatement()) {
    return NotWellFormed(Is(TokenKind::kSemicolon) ? "Unexpected token after semicolon. (Only one query is allowed.)"
                                                   : "Unexpected token after expression");
  }
  for (ExprIndex i = 0; i < syntax_.exprs.size(); ++i) {
    if (i == syntax_.root || !IsTopLevelOnly(syntax_[i].kind)) continue;
    return NotWellFormed("Keyword " + syntax_[i].text + " only expected at the top level in the query");
  }
  return std::move(syntax_);
}

bool Parser::OnlyEndOfStatement() const {
  return Is(TokenKind::kEnd) || (Is(TokenKind::kSemicolon) && next().kind == TokenKind::kEnd);
}

bool Parser::Accept(TokenKind kind) {
  if (!Is(kind)) return false;
  Advance();
  return true;
}

bool Parser::AcceptKeyword(std::string_view name) {
  if (!IsKeyword(name)) return false;
  Advance();
  return true;
}

Result<void> Parser::Expect(TokenKind kind, std::string_view name) {
  if (Accept(kind)) return {};
  return NotWellFormed("Expected " + std::string(name));
}

Result<void> Parser::ExpectKeyword(std::string_view name, std::string_view shown) {
  if ((Is(TokenKind::kKeyword) || Is(TokenKind::kOperator)) && head().text == name) {
    Advance();
    return {};
  }
  return NotWellFormed("Expected " + std::string(shown) + " keyword");
}

Result<ExprIndex> Parser::Add(Expr expr) {
  for (const ExprIndex child : expr.children) expr.depth = std::max(expr.depth, syntax_[child].depth + 1);
  if (expr.depth > kLevelsMax) return NotWellFormed("Too many nested expressions");
  syntax_.exprs.push_back(std::move(expr));
  return static_cast<ExprIndex>(syntax_.exprs.size() - 1);
}

Result<ExprIndex> Parser::Add(ExprKind kind, const Token& token, std::vector<ExprIndex> children) {
  return AddText(kind, token.position, token.text, std::move(children));
}

Result<ExprIndex> Parser::AddText(ExprKind kind, SourcePosition position, std::string text,
                                  std::vector<ExprIndex> children) {
  Expr expr;
  expr.kind = kind;
  expr.position = position;
  expr.text = std::move(text);
  expr.children = std::move(children);
  return Add(std::move(expr));
}

Result<ExprIndex> Parser::AddHead(ExprKind kind) {
  const Token& token = head();
  Advance();
  return Add(kind, token);
}

}  // namespace tablerock::partiql
