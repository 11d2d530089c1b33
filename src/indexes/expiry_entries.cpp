#include "indexes/expiry_entries.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <system_error>

namespace tablerock {
namespace {

constexpr std::int64_t kMillisPerSecond = 1000;

}  // namespace

std::optional<std::int64_t> ExpirySecondOf(const TimeToLiveSpecification& time_to_live, ItemView item) {
  if (item.empty()) return std::nullopt;
  const std::optional<AttributeValueView> value = item.Find(time_to_live.attribute_name);
  if (!value || value->type() != AttributeType::kNumber) return std::nullopt;
  // Canonical text is plain digits; what is behind the point is left off.
  const std::string_view text = value->text();
  std::int64_t second = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), second).ec != std::errc()) return std::nullopt;
  return second;
}

UnixMillis TimeOfExpiry(std::int64_t epoch_second) {
  constexpr std::int64_t kLastSecond = kNever / kMillisPerSecond;
  if (epoch_second >= kLastSecond) return kNever;
  return std::max(epoch_second, -kLastSecond) * kMillisPerSecond;
}

UnixMillis AppendExpiryChange(const TableDescription& table, const ItemKey& key, ItemView previous, ItemView next,
                              WriteBatch& batch) {
  const std::optional<std::int64_t> before = ExpirySecondOf(*table.time_to_live, previous);
  const std::optional<std::int64_t> after = ExpirySecondOf(*table.time_to_live, next);
  if (before == after) return kNever;
  if (before) batch.Delete(Family::kDerived, ExpiryKey(table.id, *before, key.base_key()));
  if (!after) return kNever;
  batch.Put(Family::kDerived, ExpiryKey(table.id, *after, key.base_key()), {});
  return TimeOfExpiry(*after);
}

}  // namespace tablerock
