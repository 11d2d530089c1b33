// The parts of Parser that read terms: literals, identifiers, groups, lists, bags, structs.
#include "partiql/keywords.h"
#include "partiql/parser.h"

namespace tablerock::partiql {

Result<ExprIndex> Parser::ParseTerm() {
  switch (head().kind) {
    case TokenKind::kOperator:
      if (!head().IsOperator("@")) return NotWellFormed("Unexpected operator");
      if (!next().IsIdentifier()) return NotWellFormed("Identifier must follow @-operator");
      Advance();
      return AddHead(ExprKind::kIdentifier);
    case TokenKind::kKeyword:
      return ParseKeywordTerm();
    case TokenKind::kLeftParen:
      return ParseGroup();
    case TokenKind::kLeftBracket:
      return ParseCollection(ExprKind::kList, TokenKind::kRightBracket, "RIGHT_BRACKET");
    case TokenKind::kLeftAngles:
      return ParseCollection(ExprKind::kBag, TokenKind::kRightAngles, "RIGHT_DOUBLE_ANGLE_BRACKET");
    case TokenKind::kLeftCurly:
      return ParseStruct();
    case TokenKind::kIdentifier:
    case TokenKind::kQuotedIdentifier:
      return next().kind == TokenKind::kLeftParen ? ParseCall() : AddHead(ExprKind::kIdentifier);
    case TokenKind::kParameter:
      return AddHead(ExprKind::kParameter);
    case TokenKind::kIonLiteral:
      return AddHead(ExprKind::kIonLiteral);
    case TokenKind::kString:
      return AddHead(ExprKind::kString);
    case TokenKind::kNumber:
      return AddHead(ExprKind::kNumber);
    case TokenKind::kBoolean:
      return AddHead(ExprKind::kBoolean);
    case TokenKind::kNull:
      return AddHead(ExprKind::kNull);
    case TokenKind::kMissing:
      return AddHead(ExprKind::kMissing);
    default:
      return NotWellFormed("Unexpected term");
  }
}

Result<ExprIndex> Parser::ParseKeywordTerm() {
  using Parse = Result<ExprIndex> (Parser::*)();
  constexpr std::pair<std::string_view, Parse> kParses[] = {
      {"insert_into", &Parser::ParseBaseManipulation},
      {"set", &Parser::ParseBaseManipulation},
      {"remove", &Parser::ParseBaseManipulation},
      {"update", &Parser::ParseUpdate},
      {"delete", &Parser::ParseDelete},
      {"select", &Parser::ParseSelect},
      {"from", &Parser::ParseFromFirst},
      {"case", &Parser::ParseCase},
      {"cast", &Parser::ParseTypeFunction},
      {"can_cast", &Parser::ParseTypeFunction},
      {"can_lossless_cast", &Parser::ParseTypeFunction},
      {"create", &Parser::ParseCreate},
      {"drop", &Parser::ParseDrop},
      {"pivot", &Parser::ParsePivot},
      {"substring", &Parser::ParseSpecialCall},
      {"trim", &Parser::ParseSpecialCall},
      {"extract", &Parser::ParseSpecialCall},
      {"date_add", &Parser::ParseSpecialCall},
      {"date_diff", &Parser::ParseSpecialCall},
      {"date", &Parser::ParseDate},
      {"time", &Parser::ParseTime},
      {"exec", &Parser::ParseProcedure},
  };
  for (const auto& [keyword, parse] : kParses) {
    if (head().text == keyword) return (this->*parse)();
  }
  if (IsKeyword("nullif")) return ParseParenthesized(ExprKind::kNullIf);
  if (IsKeyword("coalesce")) return ParseParenthesized(ExprKind::kCoalesce);
  if (IsKeyword("values")) {
    const SourcePosition position = head().position;
    Advance();
    std::vector<ExprIndex> rows;
    do {
      if (!Is(TokenKind::kLeftParen)) return NotWellFormed("Expected LEFT_PAREN for row value constructor");
      TABLEROCK_ASSIGN(const ExprIndex row, ParseCollection(ExprKind::kList, TokenKind::kRightParen, "RIGHT_PAREN"));
      rows.push_back(row);
    } while (Accept(TokenKind::kComma));
    return AddText(ExprKind::kBag, position, "values", std::move(rows));
  }
  if (IsFunctionKeyword(head().text) && next().kind == TokenKind::kLeftParen) return ParseCall();
  return NotWellFormed("Unexpected keyword");
}

// One expr in parentheses is that expr; several are a list.
Result<ExprIndex> Parser::ParseGroup() {
  const SourcePosition position = head().position;
  Advance();
  TABLEROCK_ASSIGN(std::vector<ExprIndex> members, ParseArgumentsUntil(TokenKind::kRightParen, "RIGHT_PAREN"));
  if (members.size() == 1) return members.front();
  return AddText(ExprKind::kList, position, "", std::move(members));
}

Result<ExprIndex> Parser::ParseCollection(ExprKind kind, TokenKind end, std::string_view end_name) {
  const SourcePosition position = head().position;
  Advance();
  std::vector<ExprIndex> members;
  // "()" is no empty list: a term is missing there.
  if (end == TokenKind::kRightParen || !Accept(end)) {
    TABLEROCK_ASSIGN(members, ParseArgumentsUntil(end, end_name));
  }
  return AddText(kind, position, "", std::move(members));
}

Result<ExprIndex> Parser::ParseStruct() {
  const SourcePosition position = head().position;
  Advance();
  std::vector<ExprIndex> members;
  if (!Accept(TokenKind::kRightCurly)) {
    do {
      TABLEROCK_ASSIGN(const ExprIndex name, ParseExpression());
      TABLEROCK_TRY(Expect(TokenKind::kColon, "COLON"));
      TABLEROCK_ASSIGN(const ExprIndex value, ParseExpression());
      members.push_back(name);
      members.push_back(value);
    } while (Accept(TokenKind::kComma));
    TABLEROCK_TRY(Expect(TokenKind::kRightCurly, "RIGHT_CURLY"));
  }
  return AddText(ExprKind::kStruct, position, "", std::move(members));
}

Result<std::vector<ExprIndex>> Parser::ParseArguments() {
  std::vector<ExprIndex> arguments;
  do {
    TABLEROCK_ASSIGN(const ExprIndex argument, ParseExpression());
    arguments.push_back(argument);
  } while (Accept(TokenKind::kComma));
  return arguments;
}

Result<std::vector<ExprIndex>> Parser::ParseArgumentsUntil(TokenKind end, std::string_view end_name) {
  TABLEROCK_ASSIGN(std::vector<ExprIndex> arguments, ParseArguments());
  TABLEROCK_TRY(Expect(end, end_name));
  return arguments;
}

}  // namespace tablerock::partiql
