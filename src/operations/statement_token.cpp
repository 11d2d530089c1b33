#include "operations/statement_token.h"

#include <cstring>
#include <vector>

#include "json/base64.h"

namespace tablerock {
namespace {

// Base64 of: version u8 ‖ digest ‖ read u32, little-endian ‖ key.
constexpr char kVersion = 1;
constexpr std::size_t kHeaderBytes = 1 + sizeof(RequestDigest) + sizeof(std::uint32_t);

}  // namespace

RequestDigest DigestOf(const RequestContext& context, const StatementInput& input) {
  std::vector<std::string_view> fields{context.namespace_name, input.statement};
  for (const AttributeValue& parameter : input.parameters) fields.push_back(parameter.encoded());
  return DigestOfFields(fields);
}

std::string StatementToken(const RequestDigest& digest, const SelectPosition& position) {
  std::string bytes(1, kVersion);
  bytes.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  bytes.append(reinterpret_cast<const char*>(&position.read), sizeof position.read);
  bytes += position.key;
  std::string token;
  AppendBase64(token, bytes);
  return token;
}

Result<SelectPosition> ReadStatementToken(std::string_view token, const RequestDigest& digest) {
  std::string bytes;
  if (!AppendDecodedBase64(bytes, token) || bytes.size() < kHeaderBytes || bytes[0] != kVersion) {
    return InvalidStatementToken();
  }
  if (std::memcmp(bytes.data() + 1, digest.data(), digest.size()) != 0) {
    return ApiError::Validation("NextToken does not match request");
  }
  SelectPosition position;
  std::memcpy(&position.read, bytes.data() + 1 + digest.size(), sizeof position.read);
  position.key = bytes.substr(kHeaderBytes);
  return position;
}

ApiError InvalidStatementToken() { return ApiError::Validation("Invalid NextToken"); }

}  // namespace tablerock
