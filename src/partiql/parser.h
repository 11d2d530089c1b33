// Parser: tokens to a StatementSyntax, by precedence climbing. Which statements it reads and in which words it refuses
// others follows the open-source PartiQL parser, whose messages the service passes on.
//
// It recurses, by no more than kLevelsMax levels, so that no text exhausts the thread's stack; and no tree that it
// makes is deeper.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "partiql/errors.h"
#include "partiql/statement_syntax.h"
#include "partiql/token.h"

namespace tablerock::partiql {

// Deeper than any expression that the service runs: it allows 300 operators.
inline constexpr std::uint32_t kLevelsMax = 320;

// The whole of a statement's text, and nothing behind it but a semicolon. Errors: NotWellFormed.
Result<StatementSyntax> ParseStatement(std::string_view statement);

class Parser {
 public:
  explicit Parser(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

  Result<StatementSyntax> Run();

 private:
  enum class PathMode : std::uint8_t { kFull, kSimple };
  enum class Alias : std::uint8_t { kAs, kAt, kBy };

  // ---- tokens
  const Token& head() const { return tokens_[at_]; }
  const Token& next() const { return tokens_[at_ + 1 < tokens_.size() ? at_ + 1 : at_]; }
  bool Is(TokenKind kind) const { return head().kind == kind; }
  bool IsKeyword(std::string_view name) const { return head().IsKeyword(name); }
  bool OnlyEndOfStatement() const;
  // Never beyond the end.
  void Advance() { at_ += at_ + 1 < tokens_.size() ? 1 : 0; }
  bool Accept(TokenKind kind);
  bool AcceptKeyword(std::string_view name);
  Result<void> Expect(TokenKind kind, std::string_view name);
  Result<void> ExpectKeyword(std::string_view name, std::string_view shown);

  // ---- exprs
  Result<ExprIndex> Add(Expr expr);
  Result<ExprIndex> Add(ExprKind kind, const Token& token, std::vector<ExprIndex> children = {});
  Result<ExprIndex> AddText(ExprKind kind, SourcePosition position, std::string text,
                            std::vector<ExprIndex> children = {});
  // An expr of the current token, which is passed.
  Result<ExprIndex> AddHead(ExprKind kind);

  // expression_parser.cpp
  Result<ExprIndex> ParseExpression(int precedence = -1);
  Result<ExprIndex> ParseInfix(ExprIndex left, int precedence);
  Result<ExprIndex> ParseIn(ExprIndex left, const Token& op, bool negated);
  Result<ExprIndex> ParseIs(ExprIndex left, const Token& op, bool negated);
  Result<ExprIndex> ParseBetween(ExprIndex left, const Token& op, bool negated);
  Result<ExprIndex> ParseLike(ExprIndex left, const Token& op, bool negated);
  Result<ExprIndex> ParseRight(int precedence);
  Result<ExprIndex> Negate(ExprIndex operand, const Token& op, bool negated);
  Result<ExprIndex> Join(ExprKind kind, ExprIndex left, ExprIndex right, const Token& op);
  Result<ExprIndex> ParseUnaryTerm();
  Result<ExprIndex> ParsePathTerm(PathMode mode = PathMode::kFull);
  Result<ExprIndex> ParseDotComponent(PathMode mode);
  Result<ExprIndex> ParseBracketComponent(PathMode mode);

  // term_parser.cpp
  Result<ExprIndex> ParseTerm();
  Result<ExprIndex> ParseKeywordTerm();
  Result<ExprIndex> ParseGroup();
  Result<ExprIndex> ParseCollection(ExprKind kind, TokenKind end, std::string_view end_name);
  Result<ExprIndex> ParseStruct();
  Result<std::vector<ExprIndex>> ParseArguments();
  Result<std::vector<ExprIndex>> ParseArgumentsUntil(TokenKind end, std::string_view end_name);

  // call_parser.cpp
  Result<ExprIndex> ParseCall();
  Result<ExprIndex> ParseAggregate(const Token& name);
  Result<ExprIndex> ParseSpecialCall();
  Result<ExprIndex> ParseTypeFunction();
  Result<ExprIndex> ParseParenthesized(ExprKind kind);
  Result<ExprIndex> ParseCase();
  Result<ExprIndex> ParseDate();
  Result<ExprIndex> ParseTime();
  // The type's name; its position is the token's.
  Result<std::string> ParseType(std::string_view op_name);

  // select_parser.cpp
  Result<ExprIndex> ParseSelect();
  Result<ExprIndex> ParsePivot();
  Result<void> ParseSelectList(SelectClause& select);
  Result<void> ParseSelectItem(SelectClause& select);
  Result<ExprIndex> ParseAfterProjection(SelectClause select, SourcePosition position);
  Result<void> ParseGroupBy(SelectClause& select);
  Result<void> ParseOrderBy(SelectClause& select);
  Result<void> ParseLet();
  Result<void> ParseOptionalClause(std::string_view keyword, ExprIndex& expr);
  Result<FromClause> ParseFromSource(int precedence, bool parse_joins = true);
  // True if there was an alias.
  Result<bool> ParseOptionalAlias(Alias alias);
  Result<bool> ParseOptionalAliases();

  // manipulation_parser.cpp
  Result<ExprIndex> ParseUpdate();
  Result<ExprIndex> ParseDelete();
  Result<ExprIndex> ParseFromFirst();
  Result<ExprIndex> ParseBaseManipulation();
  Result<FromClause> ParseManipulatedTable();
  Result<void> ParseActions(ManipulationClause& clause);
  Result<void> ParseAction(ManipulationClause& clause);
  Result<void> ParseInsert(ManipulationClause& clause);
  Result<void> ParseSet(ManipulationClause& clause);
  Result<void> ParseOptionalOnConflict(Manipulation& insert);
  Result<void> ParseOptionalWhere(ManipulationClause& clause);
  Result<void> ParseOptionalReturning(ManipulationClause& clause);
  Result<ExprIndex> AddManipulation(ManipulationClause clause, SourcePosition position, std::string text);

  // definition_parser.cpp
  Result<ExprIndex> ParseCreate();
  Result<ExprIndex> ParseDrop();
  Result<ExprIndex> ParseProcedure();
  Result<void> ParseDefinedName(std::string_view expectation);

  std::vector<Token> tokens_;  // the last is kEnd
  std::size_t at_ = 0;
  std::uint32_t level_ = 0;
  StatementSyntax syntax_;
};

}  // namespace tablerock::partiql
