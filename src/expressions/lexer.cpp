#include "expressions/lexer.h"

#include <array>
#include <cstddef>

namespace tablerock {
namespace {

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsWordCharacter(char c) { return IsLetter(c) || IsDigit(c) || c == '_'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Keyword {
  std::string_view upper;
  TokenKind kind;
};
constexpr std::array<Keyword, 9> kKeywords{{{"AND", TokenKind::kAnd},
                                            {"OR", TokenKind::kOr},
                                            {"NOT", TokenKind::kNot},
                                            {"BETWEEN", TokenKind::kBetween},
                                            {"IN", TokenKind::kIn},
                                            {"SET", TokenKind::kSet},
                                            {"REMOVE", TokenKind::kRemove},
                                            {"ADD", TokenKind::kAdd},
                                            {"DELETE", TokenKind::kDelete}}};

TokenKind KindOfWord(std::string_view word) {
  for (const Keyword& keyword : kKeywords) {
    if (keyword.upper.size() != word.size()) continue;
    std::size_t i = 0;
    while (i < word.size() && (word[i] & ~0x20) == keyword.upper[i]) ++i;
    if (i == word.size()) return keyword.kind;
  }
  return TokenKind::kIdentifier;
}

std::size_t EndOfWord(std::string_view text, std::size_t at) {
  while (at < text.size() && IsWordCharacter(text[at])) ++at;
  return at;
}

// The end of the character at `at`: all bytes of its UTF-8 sequence, as one unknown token echoes it.
std::size_t EndOfCharacter(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

struct Lexeme {
  TokenKind kind;
  std::size_t end;
};

Lexeme ReadSymbol(std::string_view text, std::size_t at) {
  const char next = at + 1 < text.size() ? text[at + 1] : '\0';
  switch (text[at]) {
    case '(':
      return {TokenKind::kLeftParen, at + 1};
    case ')':
      return {TokenKind::kRightParen, at + 1};
    case '[':
      return {TokenKind::kLeftBracket, at + 1};
    case ']':
      return {TokenKind::kRightBracket, at + 1};
    case ',':
      return {TokenKind::kComma, at + 1};
    case '.':
      return {TokenKind::kDot, at + 1};
    case '+':
      return {TokenKind::kPlus, at + 1};
    case '-':
      return {TokenKind::kMinus, at + 1};
    case '=':
      return {TokenKind::kEqual, at + 1};
    case '<':
      if (next == '=') return {TokenKind::kLessOrEqual, at + 2};
      if (next == '>') return {TokenKind::kNotEqual, at + 2};
      return {TokenKind::kLess, at + 1};
    case '>':
      if (next == '=') return {TokenKind::kGreaterOrEqual, at + 2};
      return {TokenKind::kGreater, at + 1};
    case '#':
      if (IsWordCharacter(next)) return {TokenKind::kNamePlaceholder, EndOfWord(text, at + 1)};
      break;
    case ':':
      if (IsWordCharacter(next)) return {TokenKind::kValuePlaceholder, EndOfWord(text, at + 1)};
      break;
    default:
      break;
  }
  return {TokenKind::kUnknown, EndOfCharacter(text, at)};
}

Lexeme ReadLexeme(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (IsLetter(c)) {
    const std::size_t end = EndOfWord(text, at);
    return {KindOfWord(text.substr(at, end - at)), end};
  }
  if (c == '0') return {TokenKind::kInteger, at + 1};
  if (IsDigit(c)) {
    while (at < text.size() && IsDigit(text[at])) ++at;
    return {TokenKind::kInteger, at};
  }
  return ReadSymbol(text, at);
}

}  // namespace

std::vector<Token> Tokenize(std::string_view text) {
  std::vector<Token> tokens;
  tokens.reserve(text.size() / 2 + 2);
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && IsSpace(text[at])) ++at;
    if (at == text.size()) break;
    const Lexeme lexeme = ReadLexeme(text, at);
    tokens.push_back({lexeme.kind, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(lexeme.end)});
    at = lexeme.end;
  }
  const auto end = static_cast<std::uint32_t>(text.size());
  tokens.push_back({TokenKind::kEnd, end, end});
  return tokens;
}

}  // namespace tablerock
