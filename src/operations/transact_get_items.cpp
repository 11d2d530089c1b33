#include "operations/transact_get_items.h"

#include <algorithm>
#include <utility>

#include "core/limits.h"
#include "operations/item_keys.h"
#include "operations/item_read.h"
#include "operations/request_expressions.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

struct TransactRead {
  TableHandle table;
  std::optional<ProjectionExpression> projection;
  std::optional<ItemKey> key;
};

// A key that does not fit its table cancels the transaction, in position (behaviours.md row 51); an empty key value
// refuses the whole request.
Result<void> FindKeys(const TransactGetItemsInput& input, std::vector<TransactRead>& reads) {
  std::vector<CancellationReason> reasons(reads.size());
  bool cancelled = false;
  for (std::size_t i = 0; i < reads.size(); ++i) {
    auto key = KeyOfKeyParameter(reads[i].table->description(), input.gets[i].key.item);
    if (key) {
      reads[i].key = std::move(*key);
    } else if (IsHoistedKeyError(key.error())) {
      return std::move(key).error();
    } else {
      reasons[i] = {"ValidationError", key.error().classic(), {}};
      cancelled = true;
    }
  }
  if (cancelled) return ApiError::TransactionCanceled(std::move(reasons));
  return {};
}

Result<void> CheckNoDuplicateItems(const std::vector<TransactRead>& reads) {
  std::vector<std::string_view> keys;
  keys.reserve(reads.size());
  for (const TransactRead& read : reads) keys.push_back(read.key->bytes());
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return {};
  return ApiError::Validation("Transaction request cannot include multiple operations on one item");
}

void AddCapacity(std::vector<ConsumedCapacity>& capacities, const std::string& table_name, std::size_t read_bytes) {
  auto found =
      std::find_if(capacities.begin(), capacities.end(), [&](const auto& c) { return c.table_name == table_name; });
  if (found == capacities.end()) {
    found = capacities.emplace(capacities.end());
    found->table_name = table_name;
    found->split = true;
  }
  found->table.read += 2 * ReadUnits(read_bytes, true);
}

}  // namespace

Result<TransactGetItemsOutput> TransactGetItems(Database& database, const RequestContext& context,
                                                const TransactGetItemsInput& input) {
  std::vector<TransactRead> reads(input.gets.size());
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const TransactGetInput& get = input.gets[i];
    RequestExpressions expressions;
    TABLEROCK_TRY(
        expressions.Begin(get.attributes, {{ExpressionKind::kProjection, get.projection_expression.has_value()}}));
    TABLEROCK_ASSIGN(reads[i].projection, expressions.Projection(get.projection_expression));
    TABLEROCK_TRY(expressions.End());
  }
  for (const TransactGetInput& get : input.gets) {
    if (get.key.value_error) return *get.key.value_error;
  }
  for (std::size_t i = 0; i < reads.size(); ++i) {
    TABLEROCK_ASSIGN(reads[i].table, FindTable(database, context, input.gets[i].table_name));
  }
  TABLEROCK_TRY(FindKeys(input, reads));
  TABLEROCK_TRY(CheckNoDuplicateItems(reads));

  const SnapshotHandle snapshot = database.store().TakeSnapshot();
  TransactGetItemsOutput output;
  std::size_t bytes = 0;
  for (const TransactRead& read : reads) {
    TABLEROCK_ASSIGN(ItemReading reading, ReadItem(database, *read.key, read.projection, snapshot.get()));
    bytes += reading.read_bytes;
    if (bytes > limits::kTransactionSizeBytesMax) {
      return ApiError::Validation("Collection size of items exceeded: transaction size exceeds 4 MB");
    }
    output.responses.push_back(std::move(reading.item));
    if (input.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
      AddCapacity(output.consumed_capacity, read.table->description().name, reading.read_bytes);
    }
  }
  return output;
}

}  // namespace tablerock
