#include "operations/transaction_read.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "operations/item_read.h"

namespace tablerock {
namespace {

Result<void> CheckNoDuplicateItems(std::span<const TransactionRead> reads) {
  std::vector<std::string_view> keys;
  keys.reserve(reads.size());
  for (const TransactionRead& read : reads) keys.push_back(read.key.bytes());
  std::sort(keys.begin(), keys.end());
  if (std::adjacent_find(keys.begin(), keys.end()) == keys.end()) return {};
  return ApiError::Validation("Transaction request cannot include multiple operations on one item");
}

void AddCapacity(std::vector<ConsumedCapacity>& capacities, std::string_view table_name, std::size_t read_bytes) {
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

Result<TransactGetItemsOutput> ReadTransaction(Database& database, std::span<const TransactionRead> reads,
                                               ReturnConsumedCapacity return_consumed_capacity) {
  TABLEROCK_TRY(CheckNoDuplicateItems(reads));
  const SnapshotHandle snapshot = database.store().TakeSnapshot();
  TransactGetItemsOutput output;
  std::size_t bytes = 0;
  for (const TransactionRead& read : reads) {
    TABLEROCK_ASSIGN(ItemReading reading, ReadItem(database, read.key, read.projection, snapshot.get()));
    bytes += reading.read_bytes;
    if (bytes > limits::kTransactionSizeBytesMax) {
      return ApiError::Validation("Collection size of items exceeded: transaction size exceeds 4 MB");
    }
    output.responses.push_back(std::move(reading.item));
    if (return_consumed_capacity != ReturnConsumedCapacity::kNone) {
      AddCapacity(output.consumed_capacity, read.table_name, reading.read_bytes);
    }
  }
  return output;
}

}  // namespace tablerock
