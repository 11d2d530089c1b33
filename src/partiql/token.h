// Tokens of PartiQL.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "partiql/source_position.h"

namespace tablerock::partiql {

enum class TokenKind : std::uint8_t {
  kEnd,
  kIdentifier,
  kQuotedIdentifier,  // "a"
  kKeyword,
  kOperator,  // also those that are words: and, or, not, is, in, like, between, union …
  kString,    // 'a'
  kNumber,
  kBoolean,
  kIonLiteral,  // `a`
  kNull,
  kMissing,
  kParameter,  // ?
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftCurly,
  kRightCurly,
  kLeftAngles,   // <<
  kRightAngles,  // >>
  kDot,
  kStar,
  kComma,
  kColon,
  kSemicolon,
  // Words that are tokens of their own.
  kAs,
  kAt,
  kBy,
  kFor,
  kAsc,
  kDesc,
  kNulls,
  kFirst,
  kLast,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  // Identifiers and strings without quotes; keywords and operators in lower case, several words that are one token
  // joined by "_" ("insert_into", "is_not"); numbers as they are written.
  std::string text;
  SourcePosition position;

  bool IsIdentifier() const { return kind == TokenKind::kIdentifier || kind == TokenKind::kQuotedIdentifier; }
  bool IsLiteral() const {
    return kind == TokenKind::kString || kind == TokenKind::kNumber || kind == TokenKind::kBoolean;
  }
  bool IsOperator(std::string_view name) const { return kind == TokenKind::kOperator && text == name; }
  bool IsKeyword(std::string_view name) const { return kind == TokenKind::kKeyword && text == name; }
};

}  // namespace tablerock::partiql
