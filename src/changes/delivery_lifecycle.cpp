#include "changes/delivery_lifecycle.h"

#include <utility>

#include "changes/log_reopening.h"

namespace tablerock {
namespace {

// Gives the destination's delivery an end: no shard that is opened from here on is for it.
Result<void> PutEnd(Database& database, const KinesisDestination& destination, const TableDescription& table,
                    WriteBatch& batch) {
  TABLEROCK_ASSIGN(auto delivery, FindDelivery(database, table.namespace_name, table.id, destination.first_shard));
  if (!delivery) return {};
  delivery->end_shard = table.next_shard_number;
  PutDelivery(batch, *delivery);
  return {};
}

}  // namespace

Result<void> BeginDelivery(Database& database, std::string_view region, KinesisDestination& destination,
                           TableDescription& table, WriteBatch& batch) {
  destination.status = DestinationStatus::kActive;
  destination.first_shard = table.next_shard_number;
  Delivery delivery;
  delivery.namespace_name = table.namespace_name;
  delivery.table_name = table.name;
  delivery.table_id = table.id;
  delivery.first_shard = destination.first_shard;
  delivery.stream_arn = destination.stream_arn;
  delivery.region = region;
  delivery.precision = destination.precision.value_or(TimestampPrecision::kMillisecond);
  PutDelivery(batch, delivery);
  return ReopenShards(database, true, table, batch);
}

Result<void> EndDelivery(Database& database, KinesisDestination& destination, TableDescription& table,
                         WriteBatch& batch) {
  TABLEROCK_TRY(PutEnd(database, destination, table, batch));
  destination.status = DestinationStatus::kDisabling;
  return ReopenShards(database, true, table, batch);
}

Result<void> EndDeliveries(Database& database, TableDescription& table, WriteBatch& batch) {
  for (const KinesisDestination& destination : table.kinesis_destinations) {
    if (destination.status == DestinationStatus::kActive) TABLEROCK_TRY(PutEnd(database, destination, table, batch));
  }
  table.kinesis_destinations.clear();
  if (!table.writes_change_log()) table.open_shards.clear();
  return {};
}

Result<void> SetPrecision(Database& database, TimestampPrecision precision, const KinesisDestination& destination,
                          const TableDescription& table, WriteBatch& batch) {
  TABLEROCK_ASSIGN(auto delivery, FindDelivery(database, table.namespace_name, table.id, destination.first_shard));
  if (!delivery) return {};
  delivery->precision = precision;
  PutDelivery(batch, *delivery);
  return {};
}

Result<void> FinishDelivery(Database& database, const Delivery& delivery) {
  const auto finish = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    if (table.id != delivery.table_id) return ApiError::TableNotFound(table.name);  // another one of that name
    for (KinesisDestination& destination : table.kinesis_destinations) {
      const bool is_its = destination.first_shard == delivery.first_shard;
      if (is_its && destination.status == DestinationStatus::kDisabling)
        destination.status = DestinationStatus::kDisabled;
    }
    return DeleteDelivery(database, delivery, batch);
  };
  const auto altered = database.catalog().Alter(delivery.namespace_name, delivery.table_name, finish);
  if (altered) return {};
  if (altered.error().type() != ErrorType::kResourceNotFound) return altered.error();
  WriteBatch batch;
  TABLEROCK_TRY(DeleteDelivery(database, delivery, batch));
  return database.store().Write(std::move(batch));
}

}  // namespace tablerock
