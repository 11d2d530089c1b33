#include "wire/shapes/text_patterns.h"

#include <algorithm>

namespace tablerock {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsNameCharacter(char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '-'; }
bool IsPrintable(char c) { return c >= 0x20 && c <= 0x7E; }

template <typename Predicate>
bool All(std::string_view text, Predicate predicate) {
  return std::all_of(text.begin(), text.end(), predicate);
}

}  // namespace

bool MatchesName(std::string_view text) { return !text.empty() && All(text, IsNameCharacter); }

bool MatchesNoDollar(std::string_view text) { return !text.empty() && text.find('$') == std::string_view::npos; }

bool MatchesBucket(std::string_view text) {
  return text.size() >= 2 && IsAlphanumeric(text.front()) && IsAlphanumeric(text.back()) && All(text, IsNameCharacter);
}

bool MatchesAccount(std::string_view text) { return text.size() == 12 && All(text, IsDigit); }

bool MatchesCsvDelimiter(std::string_view text) {
  return text.size() == 1 && std::string_view(",;:|\t ").find(text.front()) != std::string_view::npos;
}

bool MatchesCsvHeader(std::string_view text) {
  return All(text, [](char c) { return IsPrintable(c) && c != '"' && c != ','; });
}

bool MatchesImportToken(std::string_view text) {
  return !text.empty() && text.size() % 16 == 0 &&
         All(text, [](char c) { return IsDigit(c) || (c >= 'a' && c <= 'f'); });
}

bool MatchesPrintable(std::string_view text) { return !text.empty() && All(text, IsPrintable); }

bool MatchesRoleArn(std::string_view text) {
  return All(text, [](char c) { return static_cast<unsigned char>(c) >= 0x20 || c == '\r' || c == '\n' || c == '\t'; });
}

}  // namespace tablerock
