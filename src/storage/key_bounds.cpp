#include "storage/key_bounds.h"

#include <cassert>
#include <utility>

#include "storage/key_values.h"

namespace tablerock {

void KeyBounds::StartAfter(std::string_view key) {
  if (key < lower) return;
  lower.assign(key);
  lower += '\0';  // the least string behind it
}

void KeyBounds::EndBefore(std::string_view key) {
  if (upper.empty() || key < upper) upper.assign(key);
}

std::string SuccessorOfPrefix(std::string_view prefix) {
  const std::size_t last = prefix.find_last_not_of('\xFF');
  if (last == std::string_view::npos) return {};
  std::string successor(prefix.substr(0, last + 1));
  successor.back() = static_cast<char>(successor.back() + 1);
  return successor;
}

KeyBounds BoundsOfPrefix(std::string prefix) {
  std::string upper = SuccessorOfPrefix(prefix);
  return {std::move(prefix), std::move(upper)};
}

std::string TablePrefix(std::uint32_t table_id) {
  std::string prefix;
  AppendBigEndian(prefix, table_id);
  return prefix;
}

std::string IndexPrefix(std::uint32_t table_id, std::uint32_t index_id) {
  std::string prefix = TablePrefix(table_id);
  AppendBigEndian(prefix, index_id);
  return prefix;
}

std::string PartitionPrefix(std::string_view table_or_index_prefix, std::span<const AttributeValueView> partition_key) {
  std::string prefix(table_or_index_prefix);
  AppendHashedPartitionKey(prefix, partition_key);
  return prefix;
}

KeyBounds BoundsOfSegment(std::string_view table_or_index_prefix, std::uint32_t segment, std::uint32_t total) {
  assert(segment < total);
  __extension__ using Uint128 = unsigned __int128;
  const auto boundary = [&](std::uint32_t piece) {
    std::string key(table_or_index_prefix);
    AppendBigEndian(key, static_cast<std::uint64_t>((static_cast<Uint128>(piece) << 64U) / total));
    return key;
  };
  return {boundary(segment), segment + 1 == total ? SuccessorOfPrefix(table_or_index_prefix) : boundary(segment + 1)};
}

KeyBounds BoundsOfComparison(std::string_view prefix, KeyComparison comparison, AttributeValueView operand,
                             std::optional<AttributeValueView> upper) {
  std::string at(prefix);
  if (comparison == KeyComparison::kBeginsWith) {
    AppendKeyTextPrefix(at, operand.text());
    return BoundsOfPrefix(std::move(at));
  }
  AppendKeyValue(at, operand);
  switch (comparison) {
    case KeyComparison::kLess:
      return {std::string(prefix), std::move(at)};
    case KeyComparison::kLessOrEqual:
      return {std::string(prefix), SuccessorOfPrefix(at)};
    case KeyComparison::kGreater:
      return {SuccessorOfPrefix(at), SuccessorOfPrefix(prefix)};
    case KeyComparison::kGreaterOrEqual:
      return {std::move(at), SuccessorOfPrefix(prefix)};
    case KeyComparison::kBetween: {
      assert(upper);
      std::string to(prefix);
      AppendKeyValue(to, *upper);
      return {std::move(at), SuccessorOfPrefix(to)};
    }
    default:
      return BoundsOfPrefix(std::move(at));
  }
}

}  // namespace tablerock
