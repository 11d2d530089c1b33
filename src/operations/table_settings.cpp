#include "operations/table_settings.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

constexpr std::size_t kTableNameLengthMin = 3;
constexpr std::size_t kTableNameLengthMax = 255;
constexpr std::size_t kTagKeyLengthMax = 128;
constexpr std::size_t kTagValueLengthMax = 256;

bool IsNameCharacter(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
}

// Letters of any script, digits, spaces and + - = . _ : / @. Beyond ASCII everything passes.
bool IsTagCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0 || std::string_view(" +-=._:/@").find(c) != std::string_view::npos;
}

std::size_t CountCharacters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool HasReservedPrefix(std::string_view key) {
  constexpr std::string_view kReserved = "aws:";
  return key.size() >= kReserved.size() &&
         std::equal(kReserved.begin(), kReserved.end(), key.begin(),
                    [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
}

bool IsTagText(std::string_view text, std::size_t length_max) {
  return CountCharacters(text) <= length_max && std::all_of(text.begin(), text.end(), IsTagCharacter);
}

std::string KeyArn(const RequestContext& context, const std::string& key_id) {
  if (key_id.starts_with("arn:")) return key_id;
  const std::string resource = key_id.starts_with("alias/") ? key_id : "key/" + key_id;
  return "arn:aws:kms:" + context.region + ":" + context.account + ":" + resource;
}

}  // namespace

Result<std::string> ParseNewTableName(std::string_view name_or_arn) {
  const std::string name(TableNameOf(name_or_arn));
  const std::string failed = "Value '" + name + "' at 'tableName' failed to satisfy constraint: Member must ";
  std::vector<std::string> violations;
  if (!std::all_of(name.begin(), name.end(), IsNameCharacter)) {
    violations.push_back(failed + "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  }
  if (name.size() < kTableNameLengthMin) violations.push_back(failed + "have length greater than or equal to 3");
  if (name.size() > kTableNameLengthMax) violations.push_back(failed + "have length less than or equal to 255");
  if (!violations.empty()) return ApiError::Constraints(violations, violations);
  return name;
}

Result<std::optional<std::string>> ParseSseSpecification(const RequestContext& context,
                                                         const SseSpecificationInput& input) {
  if (input.enabled && !*input.enabled) {
    if (input.sse_type) return ApiError::InvalidParameterValues("SSEType can not be specified if Enabled is false");
    if (input.kms_master_key_id) {
      return ApiError::InvalidParameterValues("KMSMasterKeyId can not be specified if Enabled is false");
    }
    return std::optional<std::string>();
  }
  if (input.sse_type == "AES256") return ApiError::InvalidParameterValues("SSEType AES256 is not supported");
  if (input.kms_master_key_id && !input.sse_type) {
    return ApiError::InvalidParameterValues("SSEType KMS is required if KMSMasterKeyId is specified");
  }
  if (!input.enabled && !input.sse_type) return std::optional<std::string>();
  return std::optional<std::string>(KeyArn(context, input.kms_master_key_id.value_or("alias/aws/dynamodb")));
}

Result<void> CheckTagKey(const std::string& key) {
  if (HasReservedPrefix(key)) return ApiError::Validation("Tag Key cannot be prefixed with aws:, Key: " + key);
  if (key.empty() || !IsTagText(key, kTagKeyLengthMax)) {
    return ApiError::Validation("The Tag Key provided is invalid, Key: " + key);
  }
  return {};
}

Result<void> CheckTags(std::span<const TagInput> tags) {
  std::set<std::string_view> keys;
  for (const TagInput& tag : tags) {
    TABLEROCK_TRY(CheckTagKey(tag.key));
    if (!IsTagText(tag.value, kTagValueLengthMax)) {
      return ApiError::Validation("The Tag Value provided is invalid, Value: " + tag.value);
    }
    if (!keys.insert(tag.key).second) {
      return ApiError::Validation("Duplicate Tag Keys provided as input: Duplicate Tag Key found " + tag.key);
    }
  }
  if (tags.size() > limits::kTagsMax) return TooManyTags();
  return {};
}

ApiError TooManyTags() {
  return ApiError::Validation("Number of Tags exceed the current limit for the provided ResourceArn");
}

Result<std::string> TaggedTableName(Database& database, const RequestContext& context, std::string_view resource_arn,
                                    std::string_view operation) {
  const std::string arn(resource_arn);
  if (!resource_arn.starts_with("arn:")) return ApiError::InvalidParameterValues("ARNs must start with 'arn:': " + arn);
  const std::size_t table_at = resource_arn.find(":table/");
  if (resource_arn.find(":dynamodb:") == std::string_view::npos || table_at == std::string_view::npos) {
    return ApiError::InvalidParameterValues("Provided Arn is not a DynamoDB resource arn: " + arn);
  }
  if (resource_arn.find("/index/", table_at) != std::string_view::npos) {
    return ApiError::InvalidParameterValues(
        "Invalid resource arn provided, only table or stream is accepted. Provided resource arn: " + arn);
  }
  std::string name(TableNameOf(resource_arn));
  // Streams have no tags here: their ARNs are as good as missing.
  if (resource_arn.ends_with("/" + name) && FindShownTable(database, context, name)) return name;
  const std::string action = "dynamodb:" + std::string(operation);
  return ApiError::AccessDenied("User: arn:aws:iam::" + context.account +
                                ":root is not authorized to perform: " + action + " on resource: " + arn +
                                " because no resource-based policy allows the " + action + " action");
}

}  // namespace tablerock
