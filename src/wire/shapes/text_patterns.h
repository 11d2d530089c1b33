// The patterns of the service model, each with the text that messages show and a function that matches as it says.
#pragma once

#include <string_view>

namespace tablerock {

struct TextPattern {
  std::string_view text;
  bool (*matches)(std::string_view);  // the whole of it
};

bool MatchesName(std::string_view text);
bool MatchesNoDollar(std::string_view text);
bool MatchesBucket(std::string_view text);
bool MatchesAccount(std::string_view text);
bool MatchesCsvDelimiter(std::string_view text);
bool MatchesCsvHeader(std::string_view text);
bool MatchesImportToken(std::string_view text);
bool MatchesPrintable(std::string_view text);
bool MatchesRoleArn(std::string_view text);

inline constexpr TextPattern kNamePattern{"[a-zA-Z0-9_.-]+", MatchesName};
inline constexpr TextPattern kNoDollarPattern{R"(^[^\$]+$)", MatchesNoDollar};
inline constexpr TextPattern kBucketPattern{R"(^[a-z0-9A-Z]+[\.\-\w]*[a-z0-9A-Z]+$)", MatchesBucket};
inline constexpr TextPattern kAccountPattern{"[0-9]{12}", MatchesAccount};
inline constexpr TextPattern kCsvDelimiterPattern{R"([,;:|\t ])", MatchesCsvDelimiter};
inline constexpr TextPattern kCsvHeaderPattern{R"([\x20-\x21\x23-\x2B\x2D-\x7E]*)", MatchesCsvHeader};
inline constexpr TextPattern kImportTokenPattern{"([0-9a-f]{16})+", MatchesImportToken};
inline constexpr TextPattern kPrintablePattern{R"(\p{Print}+)", MatchesPrintable};
inline constexpr TextPattern kRoleArnPattern{R"([\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*)",
                                             MatchesRoleArn};

}  // namespace tablerock
