#include "operations/batch_get_item.h"

#include <utility>

#include "core/limits.h"
#include "operations/duplicate_keys.h"
#include "operations/item_keys.h"
#include "operations/item_read.h"
#include "operations/legacy_conditions.h"
#include "operations/request_expressions.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

constexpr std::size_t kStepBytes = 128 * 1024;  // evaluated before others get the thread (DESIGN: concurrency)

// Of all tables together. That one table has not too many is declared in the input's shape.
Result<void> CheckCount(const BatchGetItemInput& input) {
  std::size_t count = 0;
  for (const KeysAndAttributesInput& request : input.request_items) count += request.keys.size();
  if (count <= limits::kBatchGetKeysMax) return {};
  return ApiError::Validation("Too many items requested for the BatchGetItem call");
}

}  // namespace

Result<std::unique_ptr<BatchGetRun>> BatchGetRun::Begin(Database& database, const RequestContext& context,
                                                        const BatchGetItemInput& input) {
  std::unique_ptr<BatchGetRun> run(new BatchGetRun(database, input));
  for (const KeysAndAttributesInput& request : input.request_items) {
    TABLEROCK_TRY(CheckNotMixed({{"AttributesToGet", request.attributes_to_get.has_value()}},
                                {{"ProjectionExpression", request.projection_expression.has_value()}}));
    RequestExpressions expressions(context.wording);
    TABLEROCK_TRY(expressions.Begin(request.attributes,
                                    {{ExpressionKind::kProjection, request.projection_expression.has_value()}}));
    TableReads& reads = run->tables_.emplace_back();
    reads.request = &request;
    TABLEROCK_ASSIGN(reads.projection, request.projection_expression
                                           ? expressions.Projection(request.projection_expression)
                                           : ProjectionOfAttributesToGet(request.attributes_to_get));
    TABLEROCK_TRY(expressions.End());
  }
  for (const KeysAndAttributesInput& request : input.request_items) {
    for (const ItemInput& key : request.keys) {
      if (key.value_error) return *key.value_error;
    }
  }
  TABLEROCK_TRY(CheckCount(input));
  for (TableReads& reads : run->tables_) {
    TABLEROCK_ASSIGN(reads.table, FindTable(database, context, reads.request->table_name));
  }
  for (TableReads& reads : run->tables_) {
    for (const ItemInput& key : reads.request->keys) {
      TABLEROCK_ASSIGN(ItemKey item_key, KeyOfKeyParameter(reads.table->description(), key.item));
      reads.keys.push_back(std::move(item_key));
    }
    TABLEROCK_TRY(CheckNoDuplicateKeys(KeysOf(reads.keys)));
    if (reads.projection) TABLEROCK_TRY(CheckKeysAreWhole(reads.table->description(), reads.projection->paths()));
    run->output_.responses.push_back({reads.request->table_name, {}});
  }
  return run;
}

Result<bool> BatchGetRun::Step() {
  std::size_t step_bytes = 0;
  for (; table_ < tables_.size(); ++table_, key_ = 0) {
    TableReads& reads = tables_[table_];
    for (; key_ < reads.keys.size(); ++key_) {
      if (step_bytes >= kStepBytes) return false;
      if (reply_full_) {
        AddUnprocessed(reads);
        continue;
      }
      TABLEROCK_ASSIGN(ItemReading reading, ReadItem(database_, reads.keys[key_], reads.projection));
      step_bytes += reading.read_bytes;
      if (reply_bytes_ + reading.read_bytes > limits::kRequestSizeBytesMax) {
        reply_full_ = true;
        AddUnprocessed(reads);
        continue;
      }
      reply_bytes_ += reading.read_bytes;
      reads.read_units += ReadUnits(reading.read_bytes, reads.request->consistent_read);
      if (reading.item) output_.responses[table_].items.push_back(std::move(*reading.item));
    }
  }
  return true;
}

void BatchGetRun::AddUnprocessed(const TableReads& reads) {
  auto& unprocessed = output_.unprocessed_keys;
  if (unprocessed.empty() || unprocessed.back().request != reads.request) unprocessed.push_back({reads.request, {}});
  unprocessed.back().keys.push_back(&reads.request->keys[key_]);
}

BatchGetItemOutput BatchGetRun::TakeOutput() {
  if (input_.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
    for (const TableReads& reads : tables_) {
      ConsumedCapacity capacity;
      capacity.table_name = reads.request->table_name;
      capacity.table.read = reads.read_units;
      output_.consumed_capacity.push_back(std::move(capacity));
    }
  }
  return std::move(output_);
}

Result<BatchGetItemOutput> BatchGetItem(Database& database, const RequestContext& context,
                                        const BatchGetItemInput& input) {
  TABLEROCK_ASSIGN(const auto run, BatchGetRun::Begin(database, context, input));
  for (;;) {
    TABLEROCK_ASSIGN(const bool done, run->Step());
    if (done) return run->TakeOutput();
  }
}

}  // namespace tablerock
