// KeyBounds: which keys a Query or Scan, a segment or a sweep reads. Pure functions; layouts of keys: FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/attribute_value.h"

namespace tablerock {

// Keys in [lower, upper). An empty `upper` is no upper bound.
struct KeyBounds {
  std::string lower;
  std::string upper;

  bool empty() const { return !upper.empty() && lower >= upper; }
  bool Contains(std::string_view key) const { return key >= lower && (upper.empty() || key < upper); }
  // Leaves what comes after (before) `key` alone, in the order of keys: where a page goes on forward (backward).
  void StartAfter(std::string_view key);
  void EndBefore(std::string_view key);
};

// The least string that is greater than all that begin with `prefix`; empty if there is none.
std::string SuccessorOfPrefix(std::string_view prefix);
KeyBounds BoundsOfPrefix(std::string prefix);

// Prefixes. A table's own is the first part of its keys in items, indexes and changes alike.
std::string TablePrefix(std::uint32_t table_id);
std::string IndexPrefix(std::uint32_t table_id, std::uint32_t index_id);
// All keys with that partition key, behind a TablePrefix (items) or an IndexPrefix.
std::string PartitionPrefix(std::string_view table_or_index_prefix, std::span<const AttributeValueView> partition_key);

// One of `total` equal pieces of the hash range, behind a TablePrefix or an IndexPrefix. REQUIRES: segment < total.
KeyBounds BoundsOfSegment(std::string_view table_or_index_prefix, std::uint32_t segment, std::uint32_t total);

enum class KeyComparison : std::uint8_t {
  kEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual,
  kBetween,
  kBeginsWith
};

// The keys whose next value compares so to `operand`. `prefix` is a PartitionPrefix and the sort key values before that
// one (AppendKeyValue) that are equal. kBetween takes both ends, `operand` and `upper`; it is empty() if they are the
// wrong way round. REQUIRES: kBeginsWith: S or B.
KeyBounds BoundsOfComparison(std::string_view prefix, KeyComparison comparison, AttributeValueView operand,
                             std::optional<AttributeValueView> upper = std::nullopt);

}  // namespace tablerock
