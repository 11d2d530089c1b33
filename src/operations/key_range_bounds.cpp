#include "operations/key_range_bounds.h"

#include <cassert>
#include <string>
#include <utility>

#include "storage/key_codec.h"
#include "storage/key_values.h"

namespace tablerock {
namespace {

KeyComparison ComparisonOf(SortKeyOperator op) {
  switch (op) {
    case SortKeyOperator::kLess:
      return KeyComparison::kLess;
    case SortKeyOperator::kLessOrEqual:
      return KeyComparison::kLessOrEqual;
    case SortKeyOperator::kGreater:
      return KeyComparison::kGreater;
    case SortKeyOperator::kGreaterOrEqual:
      return KeyComparison::kGreaterOrEqual;
    case SortKeyOperator::kBetween:
      return KeyComparison::kBetween;
    case SortKeyOperator::kBeginsWith:
      return KeyComparison::kBeginsWith;
  }
  return KeyComparison::kEqual;
}

}  // namespace

std::string PrefixOf(const ReadTarget& target) {
  const std::uint32_t table_id = target.description().id;
  return target.index != nullptr ? IndexPrefix(table_id, target.index->index_id) : TablePrefix(table_id);
}

KeyBounds BoundsOfKeyRange(const ReadTarget& target, const KeyRange& range) {
  std::string prefix = PartitionPrefix(PrefixOf(target), range.partition_key);
  for (const AttributeValueView value : range.sort_key_prefix) AppendKeyValue(prefix, value);
  if (!range.sort_key_range) return BoundsOfPrefix(std::move(prefix));
  return BoundsOfComparison(prefix, ComparisonOf(range.sort_key_range->op), range.sort_key_range->value,
                            range.sort_key_range->upper);
}

std::string KeyOfStartKey(const ReadTarget& target, ItemView start_key) {
  const TableDescription& table = target.description();
  const ItemKey item_key = EncodeItemKey(table.id, table.key_schema, start_key);
  if (target.index == nullptr) return std::string(item_key.bytes());
  auto index_key =
      TryEncodeIndexKey(table.id, target.index->index_id, target.index->key_schema, start_key, item_key.base_key());
  assert(index_key);
  return std::move(*index_key);
}

void GoOnBehind(const ReadTarget& target, ItemView start_key, bool forward, KeyBounds& bounds) {
  const std::string key = KeyOfStartKey(target, start_key);
  forward ? bounds.StartAfter(key) : bounds.EndBefore(key);
}

}  // namespace tablerock
