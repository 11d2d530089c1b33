#include "wire/credentials.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace tablerock {
namespace {

constexpr std::string_view kDefaultAccount = "000000000000";

ApiError MissingToken() {
  return {ErrorType::kMissingAuthenticationToken,
          "Request must contain either a valid (registered) AWS access key ID or X.509 certificate."};
}

// The value of "NAME=value" among the header's parameters, which commas or spaces part.
std::optional<std::string_view> ParameterOf(std::string_view header, std::string_view name) {
  std::size_t begin = header.find(' ');
  while (begin < header.size()) {
    begin = header.find_first_not_of(" ,", begin);
    if (begin == std::string_view::npos) break;
    const std::size_t end = std::min(header.find_first_of(" ,", begin), header.size());
    const std::string_view parameter = header.substr(begin, end - begin);
    if (parameter.size() > name.size() && parameter.starts_with(name) && parameter[name.size()] == '=') {
      return parameter.substr(name.size() + 1);
    }
    begin = end;
  }
  return std::nullopt;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string DecodePercents(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_escape =
        text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 && HexDigit(text[i + 2]) >= 0;
    if (!is_escape) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]));
    i += 2;
  }
  return decoded;
}

std::optional<std::string> QueryParameterOf(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
    if (parameter.size() > name.size() && parameter.starts_with(name) && parameter[name.size()] == '=') {
      return DecodePercents(parameter.substr(name.size() + 1));
    }
  }
  return std::nullopt;
}

// "KEY/20261122/us-east-1/dynamodb/aws4_request"; SigV4A's scope names no region. Read from its end, and with patience.
Credentials ParseScope(std::string_view scope) {
  std::array<std::string_view, 4> parts{};  // from the end: terminator, service, region, date
  std::size_t count = 0;
  while (count < parts.size()) {
    const std::size_t slash = scope.rfind('/');
    if (slash == std::string_view::npos) break;
    parts[count++] = scope.substr(slash + 1);
    scope = scope.substr(0, slash);
  }
  Credentials credentials;
  credentials.access_key = scope;
  if (count >= 3) credentials.service = parts[1];
  if (count == 4) credentials.region = parts[2];
  return credentials;
}

Result<Credentials> FromHeader(std::string_view header) {
  if (!header.starts_with("AWS4-")) return MissingToken();
  std::string missing;
  for (const std::string_view name : {"Credential", "Signature", "SignedHeaders"}) {
    if (!ParameterOf(header, name))
      missing.append("Authorization header requires '").append(name).append("' parameter. ");
  }
  if (!missing.empty()) {
    return ApiError(ErrorType::kIncompleteSignature, missing.append("Authorization=").append(header));
  }
  return ParseScope(*ParameterOf(header, "Credential"));
}

}  // namespace

Result<Credentials> ReadCredentials(const WireRequest& request) {
  if (!request.authorization.empty()) return FromHeader(request.authorization);
  if (!QueryParameterOf(request.query, "X-Amz-Algorithm")) return MissingToken();
  const auto credential = QueryParameterOf(request.query, "X-Amz-Credential");
  if (!credential) {
    return ApiError(
        ErrorType::kIncompleteSignature,
        "AWS query-string parameters must include 'X-Amz-Credential'. Re-examine the query-string parameters.");
  }
  return ParseScope(*credential);
}

std::string AccountOf(const Credentials& credentials) {
  const std::string& key = credentials.access_key;
  const bool is_account = key.size() == kDefaultAccount.size() &&
                          std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_account ? key : std::string(kDefaultAccount);
}

}  // namespace tablerock
