// How a transaction of writes ends, whichever operation began it: all of the writes or none, the ClientRequestToken
// with them, and what went wrong told for each write in its position.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/api_error.h"
#include "core/result.h"
#include "operations/client_request_token.h"
#include "operations/item_write.h"
#include "operations/request_inputs.h"
#include "operations/transact_write_items.h"
#include "storage/database.h"

namespace tablerock {

struct TransactionEnd {
  std::string token_key;  // empty: the request has no token
  RequestDigest digest{};
  Wording wording = Wording::kClassic;  // PartiQL's transactions know no other
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  ReturnItemCollectionMetrics return_item_collection_metrics = ReturnItemCollectionMetrics::kNone;
};

// The reason that stands for an error of one member.
CancellationReason ReasonOf(const ApiError& error);
bool IsCancelled(const std::vector<CancellationReason>& reasons);

// Error: more than 4 MB of items and keys.
Result<void> CheckTransactionSize(std::size_t bytes);

// Writes, or answers a repeated token. REQUIRES: tickets are held for the tables; no item twice.
// Errors: TransactionCanceledException, IdempotentParameterMismatchException, and errors of one write that refuse all
// (ApiError::RefusesTransaction).
Result<TransactWriteItemsOutput> CommitTransaction(Database& database, std::span<const ItemWrite> writes,
                                                   const TransactionEnd& end);

}  // namespace tablerock
