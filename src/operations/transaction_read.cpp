#include "operations/transaction_read.h"

#include <utility>

#include "core/limits.h"
#include "operations/duplicate_keys.h"
#include "operations/item_read.h"

namespace tablerock {

Result<TransactGetItemsOutput> ReadTransaction(Database& database, std::span<const TransactionRead> reads,
                                               ReturnConsumedCapacity return_consumed_capacity) {
  TABLEROCK_TRY(CheckNoDuplicateItems(KeysOf(reads, &TransactionRead::key)));
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
      AddTransactionRead(output.consumed_capacity, read.table_name, reading.read_bytes);
    }
  }
  return output;
}

}  // namespace tablerock
