// The parts of Parser that read calls, and terms that have a syntax of their own: CASE, CAST, DATE, TIME. The service
// runs few of them; the rest is read to be refused where the service refuses it.
#include <algorithm>

#include "partiql/keywords.h"
#include "partiql/parser.h"

namespace tablerock::partiql {
namespace {

std::string LowerCase(std::string_view name) {
  std::string lower(name);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// How the service calls what a token stands for.
std::string_view IonTypeOf(const Token& token) {
  switch (token.kind) {
    case TokenKind::kString:
      return "STRING";
    case TokenKind::kBoolean:
      return "BOOL";
    case TokenKind::kNull:
    case TokenKind::kMissing:
      return "NULL";
    case TokenKind::kParameter:
      return "INT";
    case TokenKind::kNumber:
      return token.text.find_first_of(".eE") == std::string::npos ? "INT" : "DECIMAL";
    default:
      return "SYMBOL";
  }
}

// yyyy-mm-dd. Which days a month has is not looked at: no date is a value here.
bool LooksLikeDate(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '-' ? text[i] != '-' : !is_digit) return false;
  }
  return true;
}

bool IsUnsignedInteger(const Expr& expr) {
  return expr.kind == ExprKind::kNumber && expr.text.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

Result<ExprIndex> Parser::ParseCall() {
  const Token& name = head();
  Advance();
  Advance();  // the parenthesis
  if (name.kind == TokenKind::kKeyword && IsAggregate(name.text)) return ParseAggregate(name);
  if (Is(TokenKind::kStar)) return NotWellFormed(name.text + "(*) is not allowed");
  std::vector<ExprIndex> arguments;
  if (!Accept(TokenKind::kRightParen)) {
    TABLEROCK_ASSIGN(arguments, ParseArgumentsUntil(TokenKind::kRightParen, "RIGHT_PAREN"));
  }
  std::string function = LowerCase(name.text);
  const ExprKind kind = function == "list"   ? ExprKind::kList
                        : function == "bag"  ? ExprKind::kBag
                        : function == "sexp" ? ExprKind::kSexp
                                             : ExprKind::kCall;
  return AddText(kind, name.position, std::move(function), std::move(arguments));
}

Result<ExprIndex> Parser::ParseAggregate(const Token& name) {
  const bool is_count = name.text == "count";
  if (is_count && Accept(TokenKind::kStar)) {
    TABLEROCK_TRY(Expect(TokenKind::kRightParen, "RIGHT_PAREN"));
    return Add(ExprKind::kAggregate, name);
  }
  const bool distinct = IsKeyword("distinct");
  if (distinct || IsKeyword("all")) Advance();
  if (Is(TokenKind::kStar)) {
    if (!is_count) return NotWellFormed(name.text + "(*) is not allowed");
    return NotWellFormed(distinct ? "COUNT(DISTINCT *) is not supported" : "COUNT(ALL *) is not supported");
  }
  if (Is(TokenKind::kRightParen)) return NotWellFormed("Aggregate functions are always unary");
  TABLEROCK_ASSIGN(std::vector<ExprIndex> arguments, ParseArgumentsUntil(TokenKind::kRightParen, "RIGHT_PAREN"));
  if (!is_count && arguments.size() != 1) return NotWellFormed("Aggregate functions are always unary");
  return Add(ExprKind::kAggregate, name, std::move(arguments));
}

// SUBSTRING, TRIM, EXTRACT and dates, whose arguments words may part: all of them are refused later, by their names.
Result<ExprIndex> Parser::ParseSpecialCall() {
  const Token& name = head();
  Advance();
  TABLEROCK_TRY(Expect(TokenKind::kLeftParen, "LEFT_PAREN"));
  std::vector<ExprIndex> arguments;
  AcceptKeyword("from");
  while (true) {
    TABLEROCK_ASSIGN(const ExprIndex argument, ParseExpression());
    arguments.push_back(argument);
    if (Accept(TokenKind::kRightParen)) break;
    if (Accept(TokenKind::kComma) || AcceptKeyword("from") || Accept(TokenKind::kFor) || head().IsIdentifier())
      continue;
    return NotWellFormed("Expected RIGHT_PAREN");
  }
  return Add(ExprKind::kCall, name, std::move(arguments));
}

Result<ExprIndex> Parser::ParseTypeFunction() {
  const Token& name = head();
  Advance();
  if (!Accept(TokenKind::kLeftParen)) return NotWellFormed("Missing left parenthesis after " + name.text);
  TABLEROCK_ASSIGN(const ExprIndex value, ParseExpression());
  TABLEROCK_TRY(Expect(TokenKind::kAs, "AS"));
  TABLEROCK_TRY(ParseType(name.text));
  TABLEROCK_TRY(Expect(TokenKind::kRightParen, "RIGHT_PAREN"));
  return Add(ExprKind::kTypeFunction, name, {value});
}

Result<ExprIndex> Parser::ParseParenthesized(ExprKind kind) {
  const Token& name = head();
  Advance();
  if (!Accept(TokenKind::kLeftParen)) return NotWellFormed("Missing left parenthesis after " + name.text);
  TABLEROCK_ASSIGN(std::vector<ExprIndex> arguments, ParseArguments());
  if (kind == ExprKind::kNullIf && arguments.size() != 2) {
    return NotWellFormed(arguments.size() < 2 ? "Expected COMMA" : "Expected RIGHT_PAREN");
  }
  TABLEROCK_TRY(Expect(TokenKind::kRightParen, "RIGHT_PAREN"));
  return Add(kind, name, std::move(arguments));
}

Result<ExprIndex> Parser::ParseCase() {
  const Token& name = head();
  Advance();
  std::vector<ExprIndex> children;
  const auto parse_child = [&]() -> Result<void> {
    TABLEROCK_ASSIGN(const ExprIndex child, ParseExpression());
    children.push_back(child);
    return {};
  };
  if (!IsKeyword("when")) TABLEROCK_TRY(parse_child());
  if (!IsKeyword("when")) return NotWellFormed("Expected a WHEN clause in CASE");
  while (AcceptKeyword("when")) {
    TABLEROCK_TRY(parse_child());
    TABLEROCK_TRY(ExpectKeyword("then", "THEN"));
    TABLEROCK_TRY(parse_child());
  }
  if (AcceptKeyword("else")) TABLEROCK_TRY(parse_child());
  TABLEROCK_TRY(ExpectKeyword("end", "END"));
  return Add(ExprKind::kCase, name, std::move(children));
}

Result<ExprIndex> Parser::ParseDate() {
  Advance();
  if (!Is(TokenKind::kString)) {
    return NotWellFormed("Expected date string followed by the keyword DATE, found " + std::string(IonTypeOf(head())));
  }
  if (!LooksLikeDate(head().text)) return NotWellFormed("Expected DATE string to be of the format yyyy-MM-dd");
  return AddHead(ExprKind::kDate);
}

Result<ExprIndex> Parser::ParseTime() {
  Advance();
  if (Accept(TokenKind::kLeftParen)) {
    const bool is_precision = Is(TokenKind::kNumber) && head().text.size() == 1;
    if (!is_precision) return NotWellFormed("Expected integer value between 0 and 9 for precision");
    Advance();
    TABLEROCK_TRY(Expect(TokenKind::kRightParen, "RIGHT_PAREN"));
  }
  if (Is(TokenKind::kKeyword)) {
    TABLEROCK_TRY(ExpectKeyword("with", "WITH"));
    TABLEROCK_TRY(ExpectKeyword("time", "TIME"));
    TABLEROCK_TRY(ExpectKeyword("zone", "ZONE"));
  }
  if (!Is(TokenKind::kString)) {
    return NotWellFormed("Expected time string followed by the keyword TIME OR TIME WITH TIME ZONE, found " +
                         std::string(IonTypeOf(head())));
  }
  return AddHead(ExprKind::kTime);
}

Result<std::string> Parser::ParseType(std::string_view op_name) {
  const bool has_name = Is(TokenKind::kKeyword) || Is(TokenKind::kNull) || Is(TokenKind::kMissing);
  const auto parameters_max = has_name ? TypeParametersMax(head().text) : std::nullopt;
  if (!parameters_max) return NotWellFormed("Expected type name");
  std::string name = head().text;
  Advance();
  std::vector<ExprIndex> parameters;
  if (Accept(TokenKind::kLeftParen)) {
    TABLEROCK_ASSIGN(parameters, ParseArgumentsUntil(TokenKind::kRightParen, "RIGHT_PAREN"));
  }
  if (parameters.size() > *parameters_max) {
    return NotWellFormed(std::string(op_name) + " type argument " + name + " must have arity of 0.." +
                         std::to_string(*parameters_max));
  }
  const bool are_numbers = std::all_of(parameters.begin(), parameters.end(),
                                       [&](ExprIndex parameter) { return IsUnsignedInteger(syntax_[parameter]); });
  if (!are_numbers) return NotWellFormed("Type parameter must be an unsigned integer literal");
  return name;
}

}  // namespace tablerock::partiql
