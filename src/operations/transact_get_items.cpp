#include "operations/transact_get_items.h"

#include <utility>

#include "operations/item_keys.h"
#include "operations/request_expressions.h"
#include "operations/table_lookup.h"
#include "operations/transaction_read.h"

namespace tablerock {
namespace {

// A key that does not fit its table cancels the transaction, in position (behaviours.md row 51); an empty key value
// refuses the whole request.
Result<void> FindKeys(const TransactGetItemsInput& input, Wording wording, std::vector<TransactionRead>& reads) {
  std::vector<CancellationReason> reasons(reads.size());
  bool cancelled = false;
  for (std::size_t i = 0; i < reads.size(); ++i) {
    auto key = KeyOfKeyParameter(reads[i].table->description(), input.gets[i].key.item);
    if (key) {
      reads[i].key = std::move(*key);
    } else if (key.error().RefusesTransaction(wording)) {
      return std::move(key).error();
    } else {
      reasons[i] = {"ValidationError", key.error().classic(), {}};
      cancelled = true;
    }
  }
  if (cancelled) return ApiError::TransactionCanceled(std::move(reasons));
  return {};
}

}  // namespace

Result<TransactGetItemsOutput> TransactGetItems(Database& database, const RequestContext& context,
                                                const TransactGetItemsInput& input) {
  std::vector<TransactionRead> reads(input.gets.size());
  for (std::size_t i = 0; i < reads.size(); ++i) {
    const TransactGetInput& get = input.gets[i];
    RequestExpressions expressions(context.wording);
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
    reads[i].table_name = input.gets[i].table_name;
  }
  TABLEROCK_TRY(FindKeys(input, context.wording, reads));
  return ReadTransaction(database, reads, input.return_consumed_capacity);
}

}  // namespace tablerock
