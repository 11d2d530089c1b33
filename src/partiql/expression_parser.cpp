// The parts of Parser that read expressions: operators by precedence, unary operators, document paths.
#include "partiql/parser.h"

namespace tablerock::partiql {
namespace {

constexpr std::size_t kTokensOfOperand = 3;  // the operator, its right side, the end

// How strongly an operator binds what is left of it. 0: it stands between no two operands.
int InfixPrecedence(const Token& token) {
  constexpr std::pair<std::string_view, int> kPrecedences[] = {{"intersect", 5}, {"intersect_all", 5},
                                                               {"except", 5},    {"except_all", 5},
                                                               {"union", 5},     {"union_all", 5},
                                                               {"or", 10},       {"and", 20},
                                                               {"=", 40},        {"<>", 40},
                                                               {"is", 40},       {"is_not", 40},
                                                               {"in", 40},       {"not_in", 40},
                                                               {"<", 50},        {"<=", 50},
                                                               {">", 50},        {">=", 50},
                                                               {"between", 50},  {"not_between", 50},
                                                               {"like", 50},     {"not_like", 50},
                                                               {"+", 60},        {"-", 60},
                                                               {"||", 60},       {"/", 70},
                                                               {"%", 70}};
  if (token.kind == TokenKind::kStar) return 70;
  if (token.kind != TokenKind::kOperator) return 0;
  for (const auto& [text, precedence] : kPrecedences) {
    if (text == token.text) return precedence;
  }
  return 0;
}
constexpr int kNotPrecedence = 30;

ExprKind BinaryKind(const Token& op) {
  if (op.kind == TokenKind::kStar) return ExprKind::kArithmetic;
  switch (InfixPrecedence(op)) {
    case 5:
      return ExprKind::kSetOperation;
    case 60:
    case 70:
      return ExprKind::kArithmetic;
    default:
      return ExprKind::kComparison;
  }
}

bool IsUnaryOperator(const Token& token) {
  return token.IsOperator("+") || token.IsOperator("-") || token.IsOperator("not");
}

bool IsPathAtom(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::kNull:
    case ExprKind::kMissing:
    case ExprKind::kBoolean:
    case ExprKind::kNumber:
    case ExprKind::kString:
    case ExprKind::kIonLiteral:
    case ExprKind::kIdentifier:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<ExprIndex> Parser::ParseExpression(int precedence) {
  if (level_ == kLevelsMax) return NotWellFormed("Too many nested expressions");
  ++level_;
  auto expr = ParseUnaryTerm();
  while (expr && precedence < InfixPrecedence(head()) && InfixPrecedence(head()) != 0) {
    expr = ParseInfix(*expr, InfixPrecedence(head()));
  }
  --level_;
  return expr;
}

Result<ExprIndex> Parser::ParseInfix(ExprIndex left, int precedence) {
  const Token& op = head();
  const bool negated = op.text.starts_with("not_") || op.text == "is_not";
  const std::string_view name = op.text == "is_not" ? "is" : std::string_view(op.text).substr(negated ? 4 : 0);
  if (name == "is") return ParseIs(left, op, negated);
  if (name == "in") return ParseIn(left, op, negated);
  if (name == "between") return ParseBetween(left, op, negated);
  if (name == "like") return ParseLike(left, op, negated);
  TABLEROCK_ASSIGN(const ExprIndex right, ParseRight(precedence));
  if (name == "and") return Join(ExprKind::kAnd, left, right, op);
  if (name == "or") return Join(ExprKind::kOr, left, right, op);
  return Add(BinaryKind(op), op, {left, right});
}

Result<ExprIndex> Parser::ParseRight(int precedence) {
  if (tokens_.size() - at_ < kTokensOfOperand) {
    return NotWellFormed("Missing right-hand side expression of infix operator");
  }
  Advance();
  return ParseExpression(precedence);
}

// "a AND b AND c" is one expr, so that a long condition is not a deep one.
Result<ExprIndex> Parser::Join(ExprKind kind, ExprIndex left, ExprIndex right, const Token& op) {
  std::vector<ExprIndex> children{left};
  if (syntax_[left].kind == kind) children = syntax_[left].children;
  children.push_back(right);
  return Add(kind, op, std::move(children));
}

Result<ExprIndex> Parser::Negate(ExprIndex operand, const Token& op, bool negated) {
  if (!negated) return operand;
  return AddText(ExprKind::kNot, op.position, "not", {operand});
}

Result<ExprIndex> Parser::ParseIs(ExprIndex left, const Token& op, bool negated) {
  Advance();
  TABLEROCK_ASSIGN(std::string type, ParseType(op.text));
  TABLEROCK_ASSIGN(const ExprIndex test, AddText(ExprKind::kIs, op.position, std::move(type), {left}));
  return Negate(test, op, negated);
}

Result<ExprIndex> Parser::ParseIn(ExprIndex left, const Token& op, bool negated) {
  ExprIndex right = kNoExpr;
  const bool is_list = next().kind == TokenKind::kLeftParen && at_ + 2 < tokens_.size() &&
                       !tokens_[at_ + 2].IsKeyword("select") && !tokens_[at_ + 2].IsKeyword("values");
  if (is_list) {
    Advance();
    TABLEROCK_ASSIGN(right, ParseCollection(ExprKind::kList, TokenKind::kRightParen, "RIGHT_PAREN"));
  } else {
    TABLEROCK_ASSIGN(right, ParseRight(InfixPrecedence(op)));
  }
  TABLEROCK_ASSIGN(const ExprIndex test, AddText(ExprKind::kIn, op.position, "in", {left, right}));
  return Negate(test, op, negated);
}

Result<ExprIndex> Parser::ParseBetween(ExprIndex left, const Token& op, bool negated) {
  TABLEROCK_ASSIGN(const ExprIndex lower, ParseRight(InfixPrecedence(op)));
  TABLEROCK_TRY(ExpectKeyword("and", "AND"));
  if (OnlyEndOfStatement()) return NotWellFormed("Expected expression after AND");
  TABLEROCK_ASSIGN(const ExprIndex upper, ParseExpression(InfixPrecedence(op)));
  TABLEROCK_ASSIGN(const ExprIndex test, AddText(ExprKind::kBetween, op.position, "between", {left, lower, upper}));
  return Negate(test, op, negated);
}

Result<ExprIndex> Parser::ParseLike(ExprIndex left, const Token& op, bool negated) {
  TABLEROCK_ASSIGN(const ExprIndex right, ParseRight(InfixPrecedence(op)));
  std::vector<ExprIndex> children{left, right};
  if (AcceptKeyword("escape")) {
    if (OnlyEndOfStatement()) return NotWellFormed("Expected expression after ESCAPE");
    TABLEROCK_ASSIGN(const ExprIndex escape, ParseExpression(InfixPrecedence(op)));
    children.push_back(escape);
  }
  TABLEROCK_ASSIGN(const ExprIndex test, AddText(ExprKind::kLike, op.position, "like", std::move(children)));
  return Negate(test, op, negated);
}

Result<ExprIndex> Parser::ParseUnaryTerm() {
  if (!IsUnaryOperator(head())) return ParsePathTerm();
  const Token& op = head();
  Advance();
  if (op.text == "not") {
    TABLEROCK_ASSIGN(const ExprIndex operand, ParseExpression(kNotPrecedence));
    return Add(ExprKind::kNot, op, {operand});
  }
  if (level_ == kLevelsMax) return NotWellFormed("Too many nested expressions");
  ++level_;
  auto operand = ParseUnaryTerm();
  --level_;
  if (!operand || syntax_[*operand].kind != ExprKind::kNumber) {
    if (!operand) return operand;
    return Add(ExprKind::kSign, op, {*operand});
  }
  // A sign before a number belongs to it; its place stays that of the digits.
  std::string& number = syntax_.exprs[*operand].text;
  if (op.text == "-") number = number.starts_with('-') ? number.substr(1) : '-' + number;
  return operand;
}

Result<ExprIndex> Parser::ParsePathTerm(PathMode mode) {
  if (mode == PathMode::kSimple && !head().IsIdentifier()) {
    return NotWellFormed("Expected identifier for simple path");
  }
  TABLEROCK_ASSIGN(const ExprIndex root, mode == PathMode::kSimple ? AddHead(ExprKind::kIdentifier) : ParseTerm());
  std::vector<ExprIndex> components{root};
  while (true) {
    if (Accept(TokenKind::kDot)) {
      TABLEROCK_ASSIGN(const ExprIndex component, ParseDotComponent(mode));
      components.push_back(component);
    } else if (Accept(TokenKind::kLeftBracket)) {
      TABLEROCK_ASSIGN(const ExprIndex component, ParseBracketComponent(mode));
      components.push_back(component);
    } else {
      break;
    }
  }
  if (components.size() == 1) return root;
  return AddText(ExprKind::kPath, {}, "", std::move(components));
}

Result<ExprIndex> Parser::ParseDotComponent(PathMode mode) {
  if (head().IsIdentifier()) return AddHead(ExprKind::kString);
  if (!Is(TokenKind::kStar)) return NotWellFormed("Invalid path dot component");
  if (mode == PathMode::kSimple) return NotWellFormed("Invalid path dot component for simple path");
  return AddHead(ExprKind::kUnpivot);
}

Result<ExprIndex> Parser::ParseBracketComponent(PathMode mode) {
  TABLEROCK_ASSIGN(const ExprIndex component, Is(TokenKind::kStar) ? AddHead(ExprKind::kWildcard) : ParseExpression());
  TABLEROCK_TRY(Expect(TokenKind::kRightBracket, "RIGHT_BRACKET"));
  if (mode == PathMode::kSimple && !IsPathAtom(syntax_[component])) {
    return NotWellFormed("Invalid path component for simple path");
  }
  return component;
}

}  // namespace tablerock::partiql
