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

// What a signing client says of itself, as far as the header says it.
struct HeaderParameters {
  std::optional<std::string_view> credential;
  std::optional<std::string_view> signature;
  std::optional<std::string_view> signed_headers;
};

// The value of "NAME=value"; of parameters that have the same name the first counts.
void TakeParameter(std::string_view parameter, std::string_view name, std::optional<std::string_view>& value) {
  if (value || parameter.size() <= name.size() || parameter[name.size()] != '=' || !parameter.starts_with(name)) return;
  value = parameter.substr(name.size() + 1);
}

// The parameters stand behind the algorithm; commas or spaces part them. One pass: every request has such a header.
HeaderParameters ParseHeader(std::string_view header) {
  HeaderParameters parameters;
  const auto separates = [](char c) { return c == ' ' || c == ','; };
  const char* const header_end = header.data() + header.size();
  const char* begin = std::find(header.data(), header_end, ' ');
  while (begin != header_end) {
    begin = std::find_if_not(begin, header_end, separates);
    const char* const end = std::find_if(begin, header_end, separates);
    const std::string_view parameter(begin, static_cast<std::size_t>(end - begin));
    TakeParameter(parameter, "Credential", parameters.credential);
    TakeParameter(parameter, "Signature", parameters.signature);
    TakeParameter(parameter, "SignedHeaders", parameters.signed_headers);
    begin = end;
  }
  return parameters;
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
  const HeaderParameters parameters = ParseHeader(header);
  if (parameters.credential && parameters.signature && parameters.signed_headers) {
    return ParseScope(*parameters.credential);
  }
  std::string missing;
  const auto require = [&](const std::optional<std::string_view>& value, std::string_view name) {
    if (!value) missing.append("Authorization header requires '").append(name).append("' parameter. ");
  };
  require(parameters.credential, "Credential");
  require(parameters.signature, "Signature");
  require(parameters.signed_headers, "SignedHeaders");
  return ApiError(ErrorType::kIncompleteSignature, missing.append("Authorization=").append(header));
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
