#include "operations/client_request_token.h"

#include <algorithm>
#include <boost/uuid/detail/sha1.hpp>
#include <cstring>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

// Feeds length-prefixed fields, so that no two lists of fields are the same bytes.
class FieldDigest {
 public:
  void Add(std::string_view field) {
    const auto size = static_cast<std::uint64_t>(field.size());
    sha1_.process_bytes(&size, sizeof size);
    sha1_.process_bytes(field.data(), field.size());
  }
  void Add(const std::optional<std::string>& field) {
    Add(field ? std::string_view("1") : std::string_view("0"));
    if (field) Add(std::string_view(*field));
  }
  RequestDigest Finish() {
    boost::uuids::detail::sha1::digest_type words{};
    sha1_.get_digest(words);
    RequestDigest digest{};
    std::memcpy(digest.data(), &words, digest.size());
    return digest;
  }

 private:
  boost::uuids::detail::sha1 sha1_;
};

void AddNames(FieldDigest& digest, const std::optional<NamePlaceholders>& names) {
  if (!names) return;
  std::vector<std::pair<std::string_view, std::string_view>> sorted;
  for (const NamePlaceholder& name : *names) sorted.emplace_back(name.placeholder, name.attribute);
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [placeholder, attribute] : sorted) {
    digest.Add(placeholder);
    digest.Add(attribute);
  }
}

void AddValues(FieldDigest& digest, const std::optional<ValuePlaceholders>& values) {
  if (!values) return;
  std::vector<std::pair<std::string_view, std::string_view>> sorted;
  for (const ValuePlaceholder& value : *values) sorted.emplace_back(value.placeholder, value.value.encoded());
  std::sort(sorted.begin(), sorted.end());
  for (const auto& [placeholder, encoded] : sorted) {
    digest.Add(placeholder);
    digest.Add(encoded);
  }
}

}  // namespace

RequestDigest DigestOf(const TransactWriteItemsInput& input) {
  FieldDigest digest;
  for (const TransactWriteInput& write : input.writes) {
    const char kind = static_cast<char>('0' + static_cast<int>(write.kind));
    digest.Add(std::string_view(&kind, 1));
    digest.Add(TableNameOf(write.table_name));
    digest.Add(std::string_view(write.item_or_key.item.bytes()));
    digest.Add(write.update_expression);
    digest.Add(write.condition_expression);
    AddNames(digest, write.attributes.names);
    AddValues(digest, write.attributes.values);
    const bool shows_item =
        write.return_values_on_condition_check_failure == ReturnValuesOnConditionCheckFailure::kAllOld;
    digest.Add(std::string_view(shows_item ? "ALL_OLD" : "NONE"));
  }
  return digest.Finish();
}

RequestDigest DigestOfFields(std::span<const std::string_view> fields) {
  FieldDigest digest;
  for (const std::string_view field : fields) digest.Add(field);
  return digest.Finish();
}

// Value: digest (20 bytes) ‖ end of life, milliseconds, i64 little-endian ‖ a u32 little-endian for each write.
Result<std::optional<ChargedSizes>> LookUpToken(Store& store, std::string_view token_key, const RequestDigest& digest,
                                                UnixMillis now) {
  PinnedValue value;
  TABLEROCK_ASSIGN(const bool found, store.Get(Family::kDerived, token_key, value));
  const std::string_view kept = value.view();
  const std::size_t sizes_at = digest.size() + sizeof(UnixMillis);
  if (!found || kept.size() < sizes_at) return std::optional<ChargedSizes>();
  UnixMillis end = 0;
  std::memcpy(&end, kept.data() + digest.size(), sizeof end);
  if (now >= end) return std::optional<ChargedSizes>();
  if (std::memcmp(kept.data(), digest.data(), digest.size()) != 0) return ApiError::IdempotentParameterMismatch();
  ChargedSizes sizes((kept.size() - sizes_at) / sizeof(std::uint32_t));
  if (!sizes.empty()) std::memcpy(sizes.data(), kept.data() + sizes_at, sizes.size() * sizeof(std::uint32_t));
  return std::optional(std::move(sizes));
}

void KeepToken(WriteBatch& batch, std::string_view token_key, const RequestDigest& digest, const ChargedSizes& sizes,
               UnixMillis now) {
  const UnixMillis end = now + limits::kClientRequestTokenLifeMillis;
  std::string value(reinterpret_cast<const char*>(digest.data()), digest.size());
  value.append(reinterpret_cast<const char*>(&end), sizeof end);
  value.append(reinterpret_cast<const char*>(sizes.data()), sizes.size() * sizeof(std::uint32_t));
  batch.Put(Family::kDerived, token_key, value);
}

}  // namespace tablerock
