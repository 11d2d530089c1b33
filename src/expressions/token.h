// Tokens of the expression language.
#pragma once

#include <cstdint>

namespace tablerock {

enum class TokenKind : std::uint8_t {
  kEnd,
  kIdentifier,
  kNamePlaceholder,   // #n
  kValuePlaceholder,  // :v
  kInteger,           // without leading zeros
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kComma,
  kDot,
  kPlus,
  kMinus,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kAnd,
  kOr,
  kNot,
  kBetween,
  kIn,
  kSet,
  kRemove,
  kAdd,
  kDelete,
  kUnknown,  // one character that begins no token
};

struct Token {
  TokenKind kind;
  std::uint32_t begin;  // offset of its first byte
  std::uint32_t end;    // offset behind its last byte
};

}  // namespace tablerock
