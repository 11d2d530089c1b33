// The parts of Parser that read CREATE, DROP and EXEC, none of which the service runs.
#include "partiql/parser.h"

namespace tablerock::partiql {

Result<void> Parser::ParseDefinedName(std::string_view expectation) {
  if (!head().IsIdentifier()) return NotWellFormed(expectation);
  Advance();
  return {};
}

Result<ExprIndex> Parser::ParseCreate() {
  const SourcePosition position = head().position;
  Advance();
  std::string what;
  if (AcceptKeyword("table")) {
    what = "CreateTable";
    TABLEROCK_TRY(ParseDefinedName("Expected identifier!"));
  } else if (AcceptKeyword("index")) {
    what = "CreateIndex";
    if (!AcceptKeyword("on")) return NotWellFormed("Expected ON");
    TABLEROCK_TRY(ParseDefinedName("Index target must be an identifier"));
    if (!Accept(TokenKind::kLeftParen)) return NotWellFormed("Expected parenthesis for keys");
    do {
      TABLEROCK_TRY(ParsePathTerm(PathMode::kSimple));
    } while (Accept(TokenKind::kComma));
    TABLEROCK_TRY(Expect(TokenKind::kRightParen, "RIGHT_PAREN"));
  } else {
    return NotWellFormed("Unexpected token following CREATE");
  }
  if (!OnlyEndOfStatement()) return NotWellFormed("Unexpected tokens after CREATE statement!");
  return AddText(ExprKind::kDefinition, position, std::move(what));
}

Result<ExprIndex> Parser::ParseDrop() {
  const SourcePosition position = head().position;
  Advance();
  std::string what;
  if (AcceptKeyword("table")) {
    what = "DropTable";
    TABLEROCK_TRY(ParseDefinedName("Expected identifier!"));
  } else if (AcceptKeyword("index")) {
    what = "DropIndex";
    TABLEROCK_TRY(ParseDefinedName("Expected identifier!"));
    if (!AcceptKeyword("on")) return NotWellFormed("Expected ON");
    TABLEROCK_TRY(ParseDefinedName("Table target must be an identifier"));
  } else {
    return NotWellFormed("Unexpected token following DROP");
  }
  if (!OnlyEndOfStatement()) return NotWellFormed("Unexpected tokens after DROP statement!");
  return AddText(ExprKind::kDefinition, position, std::move(what));
}

Result<ExprIndex> Parser::ParseProcedure() {
  const SourcePosition position = head().position;
  Advance();
  if (Is(TokenKind::kEnd)) return NotWellFormed("No stored procedure provided");
  for (std::size_t i = at_; i < tokens_.size(); ++i) {
    if (tokens_[i].IsKeyword("exec")) return NotWellFormed("EXEC call found at unexpected location");
  }
  Advance();
  if (Is(TokenKind::kLeftParen)) return NotWellFormed("Unexpected LEFT_PAREN found following stored procedure call");
  std::vector<ExprIndex> arguments;
  if (!Is(TokenKind::kEnd)) {
    TABLEROCK_ASSIGN(arguments, ParseArguments());
  }
  return AddText(ExprKind::kProcedure, position, "exec", std::move(arguments));
}

}  // namespace tablerock::partiql
