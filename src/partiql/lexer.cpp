#include "partiql/lexer.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <utility>

#include "partiql/errors.h"
#include "partiql/keywords.h"
#include "partiql/token_merging.h"

namespace tablerock::partiql {
namespace {

constexpr std::string_view kWhitespace = "\r\n\t\v\f ";
constexpr std::size_t kExponentDigitsMax = 10;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool BeginsWord(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; }
bool ContinuesWord(char c) { return BeginsWord(c) || IsDigit(c); }

std::string LowerCase(std::string_view word) {
  std::string lower(word);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Words that are tokens of their own kind or operators. Nothing for others.
std::optional<TokenKind> KindOfWord(std::string_view lower) {
  constexpr std::pair<std::string_view, TokenKind> kWords[] = {
      {"and", TokenKind::kOperator},    {"or", TokenKind::kOperator},
      {"not", TokenKind::kOperator},    {"is", TokenKind::kOperator},
      {"in", TokenKind::kOperator},     {"between", TokenKind::kOperator},
      {"like", TokenKind::kOperator},   {"union", TokenKind::kOperator},
      {"except", TokenKind::kOperator}, {"intersect", TokenKind::kOperator},
      {"as", TokenKind::kAs},           {"at", TokenKind::kAt},
      {"by", TokenKind::kBy},           {"null", TokenKind::kNull},
      {"missing", TokenKind::kMissing}, {"for", TokenKind::kFor},
      {"asc", TokenKind::kAsc},         {"desc", TokenKind::kDesc},
      {"nulls", TokenKind::kNulls},     {"first", TokenKind::kFirst},
      {"last", TokenKind::kLast},       {"true", TokenKind::kBoolean},
      {"false", TokenKind::kBoolean},
  };
  for (const auto& [word, kind] : kWords) {
    if (word == lower) return kind;
  }
  return std::nullopt;
}

// The service reads a decimal as Java's BigDecimal: exponent and scale have to fit 32 bits.
bool FitsBigDecimal(std::string_view fraction, std::string_view exponent) {
  const bool negative = exponent.starts_with('-');
  if (negative || exponent.starts_with('+')) exponent.remove_prefix(1);
  while (exponent.size() > 1 && exponent.front() == '0') exponent.remove_prefix(1);
  if (exponent.size() > kExponentDigitsMax) return false;
  std::int64_t value = 0;
  for (const char digit : exponent) value = value * 10 + (digit - '0');
  if (negative) value = -value;
  const std::int64_t scale = static_cast<std::int64_t>(fraction.size()) - value;
  const auto fits = [](std::int64_t number) {
    return number >= std::numeric_limits<std::int32_t>::min() && number <= std::numeric_limits<std::int32_t>::max();
  };
  return fits(value) && fits(scale);
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Result<std::vector<Token>> Run() {
    while (true) {
      if (!SkipBlanks()) return NotWellFormed("");
      if (at_ == text_.size()) break;
      if (!ReadToken()) return NotWellFormed("");
    }
    tokens_.push_back({TokenKind::kEnd, "", {}});
    return std::move(tokens_);
  }

 private:
  char Peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool AtEnd() const { return at_ == text_.size(); }

  // Goes behind one character, which may be several bytes.
  void Advance() {
    const char c = text_[at_++];
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xC0U) == 0x80U) ++at_;
    ++characters_;
    if (c == '\n' || (c == '\r' && saw_return_)) {
      NewLine();
    } else if (c != '\r') {
      if (saw_return_) NewLine();
      ++column_;
    }
    saw_return_ = c == '\r';
  }
  void NewLine() {
    ++line_;
    column_ = 0;
  }
  void Advance(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) Advance();
  }

  // False: a comment has no end.
  bool SkipBlanks() {
    while (!AtEnd()) {
      if (kWhitespace.find(Peek()) != std::string_view::npos) {
        Advance();
      } else if (Peek() == '-' && Peek(1) == '-') {
        while (!AtEnd() && Peek() != '\n' && Peek() != '\r') Advance();
      } else if (Peek() == '/' && Peek(1) == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) return false;
        while (at_ < end + 2) Advance();
      } else {
        break;
      }
    }
    return true;
  }

  bool ReadToken() {
    // The position is known when the first character has been passed.
    const std::uint32_t characters_before = characters_;
    Token token;
    const char c = Peek();
    const std::uint32_t line = saw_return_ ? line_ + 1 : line_;
    const std::uint32_t column = saw_return_ ? 1 : column_ + 1;
    const bool read = BeginsWord(c)                                  ? ReadWord(token)
                      : IsDigit(c) || (c == '.' && IsDigit(Peek(1))) ? ReadNumber(token)
                      : c == '\''                                    ? ReadQuoted(token, '\'', TokenKind::kString)
                      : c == '"' ? ReadQuoted(token, '"', TokenKind::kQuotedIdentifier)
                      : c == '`' ? ReadIonLiteral(token)
                                 : ReadSign(token);
    if (!read) return false;
    token.position = {line, column, characters_ - characters_before};
    AddOrMerge(tokens_, std::move(token));
    return true;
  }

  bool ReadWord(Token& token) {
    const std::size_t begin = at_;
    while (ContinuesWord(Peek())) Advance();
    const std::string_view word = text_.substr(begin, at_ - begin);
    const std::string lower = LowerCase(word);
    if (const auto kind = KindOfWord(lower)) {
      token = {*kind, lower, {}};
    } else if (IsKeyword(lower)) {
      token = {TokenKind::kKeyword, std::string(TypeNameOf(lower)), {}};
    } else {
      token = {TokenKind::kIdentifier, std::string(word), {}};
    }
    return true;
  }

  std::string_view ReadDigits() {
    const std::size_t begin = at_;
    while (IsDigit(Peek())) Advance();
    return text_.substr(begin, at_ - begin);
  }

  bool ReadNumber(Token& token) {
    const std::size_t begin = at_;
    ReadDigits();
    std::string_view fraction;
    std::string_view exponent = "0";
    if (Peek() == '.') {
      Advance();
      fraction = ReadDigits();
      if (fraction.empty() && Peek() == '.') return false;
    }
    if (Peek() == 'e' || Peek() == 'E') {
      Advance();
      const std::size_t exponent_begin = at_;
      if (Peek() == '+' || Peek() == '-') Advance();
      if (ReadDigits().empty()) return false;
      exponent = text_.substr(exponent_begin, at_ - exponent_begin);
    }
    token = {TokenKind::kNumber, std::string(text_.substr(begin, at_ - begin)), {}};
    return FitsBigDecimal(fraction, exponent);
  }

  // Two quotes inside stand for one.
  bool ReadQuoted(Token& token, char quote, TokenKind kind) {
    token.kind = kind;
    Advance();
    while (!AtEnd()) {
      const std::size_t begin = at_;
      const bool is_quote = Peek() == quote;
      Advance();
      if (is_quote && Peek() != quote) return true;
      if (is_quote) Advance();
      token.text += text_.substr(begin, is_quote ? 1 : at_ - begin);
    }
    return false;
  }

  bool ReadIonLiteral(Token& token) {
    token.kind = TokenKind::kIonLiteral;
    Advance();
    const std::size_t begin = at_;
    while (!AtEnd() && Peek() != '`') Advance();
    if (AtEnd()) return false;
    token.text = text_.substr(begin, at_ - begin);
    Advance();
    return token.text.find_first_not_of(kWhitespace) != std::string::npos;
  }

  bool ReadSign(Token& token) {
    constexpr std::pair<std::string_view, TokenKind> kSigns[] = {
        {"<=", TokenKind::kOperator},   {"<>", TokenKind::kOperator},    {"<<", TokenKind::kLeftAngles},
        {">=", TokenKind::kOperator},   {">>", TokenKind::kRightAngles}, {"!=", TokenKind::kOperator},
        {"||", TokenKind::kOperator},   {"<", TokenKind::kOperator},     {">", TokenKind::kOperator},
        {"=", TokenKind::kOperator},    {"+", TokenKind::kOperator},     {"-", TokenKind::kOperator},
        {"/", TokenKind::kOperator},    {"%", TokenKind::kOperator},     {"@", TokenKind::kOperator},
        {"*", TokenKind::kStar},        {"(", TokenKind::kLeftParen},    {")", TokenKind::kRightParen},
        {"[", TokenKind::kLeftBracket}, {"]", TokenKind::kRightBracket}, {"{", TokenKind::kLeftCurly},
        {"}", TokenKind::kRightCurly},  {".", TokenKind::kDot},          {",", TokenKind::kComma},
        {":", TokenKind::kColon},       {";", TokenKind::kSemicolon},    {"?", TokenKind::kParameter},
    };
    for (const auto& [sign, kind] : kSigns) {
      if (!text_.substr(at_).starts_with(sign)) continue;
      token = {kind, std::string(sign == "!=" ? "<>" : sign), {}};
      if (kind == TokenKind::kParameter) token.text = std::to_string(++parameters_);
      Advance(sign.size());
      return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t characters_ = 0;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 0;
  bool saw_return_ = false;
  std::uint32_t parameters_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> Tokenize(std::string_view statement) { return Lexer(statement).Run(); }

}  // namespace tablerock::partiql
