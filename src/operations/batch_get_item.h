// BatchGetItem: reads up to 100 items of any tables. Not a transaction: each item is read as it is then.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "expressions/projection_expression.h"
#include "operations/consumed_capacity.h"
#include "operations/request_inputs.h"
#include "storage/database.h"
#include "storage/key_codec.h"

namespace tablerock {

struct KeysAndAttributesInput {
  std::string table_name;  // the key of RequestItems: a name or an ARN
  std::vector<ItemInput> keys;
  bool consistent_read = false;
  std::optional<std::string> projection_expression;
  std::optional<std::vector<std::string>> attributes_to_get;
  ExpressionAttributesInput attributes;
};
struct BatchGetItemInput {
  std::vector<KeysAndAttributesInput> request_items;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};

struct BatchGetTableOutput {
  std::string table_name;  // as the request gave it
  std::vector<Item> items;
};
// What did not fit the reply's 16 MB: the keys, with the parameters of their entry.
struct UnprocessedKeys {
  const KeysAndAttributesInput* request = nullptr;  // into the input
  std::vector<const ItemInput*> keys;
};
struct BatchGetItemOutput {
  std::vector<BatchGetTableOutput> responses;
  std::vector<UnprocessedKeys> unprocessed_keys;
  std::vector<ConsumedCapacity> consumed_capacity;  // empty: not asked for
};

// A BatchGetItem in steps, so that others get the thread between them. `input` outlives it. One thread at a time.
class BatchGetRun {
 public:
  // Validates all and reads nothing yet.
  static Result<std::unique_ptr<BatchGetRun>> Begin(Database& database, const RequestContext& context,
                                                    const BatchGetItemInput& input);
  // Reads on for at most 128 KB. True when all is read.
  Result<bool> Step();
  // REQUIRES: Step returned true.
  BatchGetItemOutput TakeOutput();

 private:
  struct TableReads {
    const KeysAndAttributesInput* request = nullptr;
    TableHandle table;
    std::optional<ProjectionExpression> projection;
    std::vector<ItemKey> keys;
    double read_units = 0;
  };
  BatchGetRun(Database& database, const BatchGetItemInput& input) : database_(database), input_(input) {}
  void AddUnprocessed(const TableReads& reads);

  Database& database_;
  const BatchGetItemInput& input_;
  std::vector<TableReads> tables_;
  std::size_t table_ = 0;  // where to go on
  std::size_t key_ = 0;
  std::size_t reply_bytes_ = 0;
  bool reply_full_ = false;
  BatchGetItemOutput output_;
};

// All steps at once.
Result<BatchGetItemOutput> BatchGetItem(Database& database, const RequestContext& context,
                                        const BatchGetItemInput& input);

}  // namespace tablerock
