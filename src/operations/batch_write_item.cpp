#include "operations/batch_write_item.h"

#include <algorithm>
#include <memory>
#include <unordered_set>
#include <utility>

#include "core/limits.h"
#include "indexes/index_keys.h"
#include "operations/duplicate_keys.h"
#include "operations/item_keys.h"
#include "operations/item_write.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

// The members of one request, validated, in the request's order.
struct BatchWrites {
  std::vector<WriteTicket> tickets;  // one a table
  std::vector<ItemMutation> mutations;
  std::vector<ItemWrite> writes;
  std::vector<std::size_t> write_count_of_table;
  std::unordered_set<std::string> keys;  // of all tables: a table may be named twice, by name and by ARN
};

// Of all tables together. That one table has not too many is declared in the input's shape.
Result<void> CheckCount(const BatchWriteItemInput& input) {
  std::size_t count = 0;
  for (const BatchWriteTableInput& table : input.request_items) count += table.requests.size();
  if (count <= limits::kBatchWriteRequestsMax) return {};
  return ApiError::Validation("Too many items requested for the BatchWriteItem call");
}

Result<void> CheckValues(const BatchWriteItemInput& input) {
  for (const BatchWriteTableInput& table : input.request_items) {
    for (const WriteRequestInput& request : table.requests) {
      if (request.has_put == request.has_delete) {
        return ApiError::Validation(
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported "
            "datatypes");
      }
      const ItemInput& item = request.has_put ? request.put_item : request.delete_key;
      if (item.value_error) return *item.value_error;
      if (request.has_put) TABLEROCK_TRY(CheckItemSize(item.item));
    }
  }
  return {};
}

// The service words a bad key of a batched put as it words a bad Key (behaviours.md row 14).
Result<ItemKey> KeyOfBatchPut(const TableDescription& table, ItemView item) {
  for (const auto* part : {&table.key_schema.partition_key, &table.key_schema.sort_key}) {
    for (const KeyAttribute& attribute : *part) {
      const auto value = item.Find(attribute.name);
      if (value && value->type() != attribute.type) {
        return ApiError::Validation("The provided key element does not match the schema");
      }
    }
  }
  return KeyOfItem(table, item);
}

Result<void> AddWrites(const TableVersion* version, const BatchWriteTableInput& input, BatchWrites& out) {
  const TableDescription& table = version->description();
  for (const WriteRequestInput& request : input.requests) {
    ItemWrite write;
    write.table = version;
    write.table_name = input.table_name;
    if (request.has_put) {
      TABLEROCK_ASSIGN(write.key, KeyOfBatchPut(table, request.put_item.item));
      TABLEROCK_TRY(CheckIndexKeys(table, request.put_item.item));
      out.mutations.push_back(ItemMutation::Put(request.put_item.item));
    } else {
      TABLEROCK_ASSIGN(write.key, KeyOfKeyParameter(table, request.delete_key.item));
      out.mutations.push_back(ItemMutation::Delete());
    }
    if (!out.keys.emplace(write.key.bytes()).second) return DuplicateKeys();
    out.writes.push_back(std::move(write));
  }
  out.write_count_of_table.push_back(input.requests.size());
  return {};
}

BatchWriteItemOutput MakeOutput(const BatchWriteItemInput& input, const BatchWrites& batch,
                                std::span<const AppliedWrite> applied) {
  BatchWriteItemOutput output;
  std::size_t next = 0;
  for (std::size_t table = 0; table < batch.write_count_of_table.size(); ++table) {
    ConsumedCapacity sum;
    for (std::size_t i = 0; i < batch.write_count_of_table[table]; ++i, ++next) {
      const ConsumedCapacity capacity = CapacityOf(batch.writes[next], applied[next], false);
      sum.table_name = capacity.table_name;
      sum.Add(capacity);
      AddCollectionMetrics(batch.writes[next], applied[next], input.return_item_collection_metrics,
                           output.item_collection_metrics);
    }
    if (input.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
      output.consumed_capacity.push_back(std::move(sum));
    }
  }
  return output;
}

Result<BatchWriteItemOutput> BatchWriteItemOnce(Database& database, const RequestContext& context,
                                                const BatchWriteItemInput& input) {
  TABLEROCK_TRY(CheckCount(input));
  TABLEROCK_TRY(CheckValues(input));
  BatchWrites batch;
  for (const BatchWriteTableInput& table : input.request_items) {
    TABLEROCK_ASSIGN(WriteTicket ticket, FindTableForWrite(database, context, table.table_name));
    batch.tickets.push_back(std::move(ticket));
  }
  for (std::size_t i = 0; i < batch.tickets.size(); ++i) {
    TABLEROCK_TRY(AddWrites(batch.tickets[i].table().get(), input.request_items[i], batch));
  }
  for (std::size_t i = 0; i < batch.writes.size(); ++i) batch.writes[i].mutation = &batch.mutations[i];

  const std::size_t count = batch.writes.size();
  const auto applied = std::make_unique<AppliedWrite[]>(count);
  WriteUnit unit(database, batch.writes, {applied.get(), count});
  TABLEROCK_TRY(unit.Lock());
  for (std::size_t i = 0; i < count; ++i) TABLEROCK_TRY(unit.Apply(i));
  TABLEROCK_TRY(unit.Commit());
  return MakeOutput(input, batch, {applied.get(), count});
}

}  // namespace

Result<BatchWriteItemOutput> BatchWriteItem(Database& database, const RequestContext& context,
                                            const BatchWriteItemInput& input) {
  return BeginAgainOnChange([&] { return BatchWriteItemOnce(database, context, input); });
}

}  // namespace tablerock
