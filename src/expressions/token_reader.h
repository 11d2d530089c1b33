// TokenReader: the parsers' way through the tokens of one expression, and their errors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/expression_kind.h"
#include "expressions/token.h"

namespace tablerock {

// Errors: longer than the service allows (counted before anything is read), empty.
Result<void> CheckExpressionText(ExpressionKind kind, std::string_view text);

// Errors of meaning that the text alone shows, apart from redundant parentheses.
enum class MeaningError : std::uint8_t {
  kName,      // a reserved word, a list index out of range
  kFunction,  // a function that does not exist, or not in this kind of expression
  kUse,       // a function where it may not stand, a section twice
};

// `text` must outlive it.
class TokenReader {
 public:
  TokenReader(ExpressionKind kind, std::string_view text);

  ExpressionKind kind() const { return kind_; }
  TokenKind current() const { return tokens_[at_].kind; }
  TokenKind next() const { return tokens_[at_ == tokens_.size() - 1 ? at_ : at_ + 1].kind; }
  std::string_view current_text() const { return TextOf(tokens_[at_]); }
  // REQUIRES: the current token is not the end.
  void Advance() { ++at_; }
  // Advances over a token of that kind; false if the current one is another.
  bool Accept(TokenKind kind);
  Result<void> Expect(TokenKind kind);

  // "Syntax error; token: "T", near: "…"" at the current token. `near` is the text from the token before to the one
  // behind.
  ApiError SyntaxError() const;

  // Notes an error of meaning: it stands only if the whole text has no syntax error. Of several, which one stands
  // follows the service's order of checks for this kind of expression; of several of one sort the first.
  void Defer(MeaningError sort, std::string text);
  // The same for redundant parentheses, which come before other errors of meaning.
  void DeferRedundantParentheses() { redundant_parentheses_ = true; }
  // To be asked at the end of the text.
  Result<void> CheckDeferred() const;

  // Reads a document path into `operands`. Defers: reserved words, list indexes out of range.
  Result<PathIndex> ReadPath(OperandsSyntax& operands);
  // Reads a :value placeholder. REQUIRES: current() is one.
  ValueIndex ReadValue(OperandsSyntax& operands);

 private:
  std::string_view TextOf(const Token& token) const { return text_.substr(token.begin, token.end - token.begin); }
  Result<PathSyntax::Element> ReadName();
  Result<PathSyntax::Element> ReadListIndex();

  ExpressionKind kind_;
  std::string_view text_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  bool redundant_parentheses_ = false;
  std::array<std::optional<std::string>, 3> deferred_;  // in the order of the service's checks
};

}  // namespace tablerock
