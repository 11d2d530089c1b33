#include "mutation/text_mutation.h"

#include <array>
#include <cctype>
#include <string_view>
#include <vector>

namespace tablerock {
namespace {

constexpr std::array kTokens{
    "AND", "OR",    "NOT",     "(",           ")",     ",",       "=",      "<>",  ":v0",
    ":v1", "#n0",   "#n1",     "SET",         "ADD",   "REMOVE",  "DELETE", "[0]", "[99999999999]",
    ".",   "size(", "pk",      "sk",          "g",     "BETWEEN", "IN",     "?",   "'",
    "\"",  "1e500", "MISSING", "NULL",        "WHERE", "FROM",    "*",      "--",  "/*",
    "+",   "-",     "size",    "list_append("};

constexpr std::array kNumbers{"0",     "-0",      "1",      "007",           "1e125",
                              "1e126", "-1e-130", "1e-131", "0.5",           ".5",
                              "5.",    "1_0",     "NaN",    "1e99999999999", "123456789012345678901234567890123456789",
                              "+3",    "0x10",    " 1"};

constexpr std::array kPieces{
    "\xC3\xA9", "\xF0\x9F\x98\x80", "\xE2\x80\xAE", "\xEF\xBB\xBF", "\x01", "#", ":", ".", "-", "'", "a", "=="};

constexpr std::size_t kHuge = 70'000;  // longer than any attribute name, key or statement may be
constexpr std::size_t kTooLargeForAnItem = 420'000;

bool IsWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '#' || c == ':'; }

// Words, single other characters and runs of spaces.
std::vector<std::string> TokensOf(const std::string& text) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (IsWord(text[i])) {
      while (end < text.size() && IsWord(text[end])) ++end;
    } else {
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;  // one character
    }
    tokens.push_back(text.substr(i, end - i));
    i = end;
  }
  return tokens;
}

std::string Joined(const std::vector<std::string>& tokens) {
  std::string text;
  for (const std::string& token : tokens) text += token;
  return text;
}

std::string MutateTokens(Random& random, const std::string& text) {
  std::vector<std::string> tokens = TokensOf(text);
  const std::size_t at = random.Pick(tokens.size());
  switch (random.Pick(7)) {
    case 0:
      tokens.erase(tokens.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 1:
      tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(at), std::string(" ") + random.OneOf(kTokens) + " ");
      break;
    case 2:
      tokens[at] = random.OneOf(kTokens);
      break;
    case 3:
      std::swap(tokens[at], tokens[random.Pick(tokens.size())]);
      break;
    case 4:
      tokens[at] += " " + tokens[at];
      break;
    case 5: {
      const std::size_t levels = 1 + random.Pick(random.Chance(90) ? 10 : 2'000);
      return std::string(levels, '(') + text + std::string(levels, ')');
    }
    default:
      tokens.resize(at);
  }
  return Joined(tokens);
}

}  // namespace

std::string MutateText(Random& random, const std::string& text) {
  if (text.find(' ') != std::string::npos && random.Chance(85)) return MutateTokens(random, text);
  switch (random.Pick(10)) {
    case 0:
      return "";
    case 1:
      return random.Chance(90) ? std::string(300, 'y')
                               : std::string(random.Chance(90) ? kHuge : kTooLargeForAnItem, 'z');
    case 2:
    case 3:
      return random.OneOf(kNumbers);
    case 4:
      return text + text;
    case 5: {
      std::vector<std::string> tokens = TokensOf(text);
      tokens.resize(tokens.size() / 2);
      return Joined(tokens) + "x";
    }
    case 6:
      return random.OneOf(kTokens);
    default: {
      std::vector<std::string> tokens = TokensOf(text);
      tokens.insert(tokens.begin() + static_cast<std::ptrdiff_t>(random.Pick(tokens.size() + 1)),
                    random.OneOf(kPieces));
      return Joined(tokens);
    }
  }
}

std::string MutateBytes(Random& random, std::string bytes) {
  if (bytes.empty()) return "x";
  const std::size_t at = random.Pick(bytes.size());
  constexpr std::string_view kSyntax = "{}[]\",:\\0-tfn ";
  switch (random.Pick(9)) {
    case 0:
      bytes.resize(at);
      break;
    case 1:
      bytes[at] = static_cast<char>(random.Pick(256));
      break;
    case 2:
      bytes.erase(at, 1 + random.Pick(10));
      break;
    case 3:
      bytes.insert(at, 1, kSyntax[random.Pick(kSyntax.size())]);
      break;
    case 4:
      bytes += std::array{"{}", "\n", " ", "x", "\xEF\xBB\xBF", ","}[random.Pick(6)];
      break;
    case 5:
      bytes.insert(at,
                   std::array{"\xFF", "\xC0\x80", "\xED\xA0\x80", "\\ud800", "\\u0000", "/**/", "\t"}[random.Pick(7)]);
      break;
    case 6:
      bytes.insert(0, std::array{" ", "\xEF\xBB\xBF", "[", "null", "\xFE\xFF"}[random.Pick(5)]);
      break;
    case 7:
      bytes.insert(at, bytes.substr(at, random.Pick(30)));
      break;
    default:
      bytes.insert(at, std::string(1 + random.Pick(1'000), random.Chance(50) ? '[' : '{'));
  }
  return bytes;
}

}  // namespace tablerock
