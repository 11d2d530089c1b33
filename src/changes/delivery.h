// Deliveries: readers of a table's change log that belong to no stream, as the catalog keeps them. A delivery sends the
// records of a range of shards somewhere; its shards begin when it begins and end when it ends
// (changes/log_reopening.h), so that it reads each of them whole. It outlives its table, as long as there is something
// to send. Catalog kinds `delivery` and `delivery position`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "changes/stream.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"
#include "storage/sequence_latch.h"

namespace tablerock {

// To a Kinesis data stream: the one kind that there is.
struct Delivery {
  std::string namespace_name;
  std::string table_name;
  std::uint32_t table_id = 0;
  std::uint32_t first_shard = 0;           // it reads this shard and later ones; names it within the table
  std::optional<std::uint32_t> end_shard;  // it was ended: shards from this one on are not for it
  std::string stream_arn;
  std::string region;  // of the table, as the records say
  TimestampPrecision precision = TimestampPrecision::kMillisecond;
};

void PutDelivery(WriteBatch& batch, const Delivery& delivery);
// With its positions.
Result<void> DeleteDelivery(Database& database, const Delivery& delivery, WriteBatch& batch);
// Of all namespaces.
Result<std::vector<Delivery>> ListDeliveries(Database& database);
Result<std::optional<Delivery>> FindDelivery(Database& database, std::string_view namespace_name,
                                             std::uint32_t table_id, std::uint32_t first_shard);

// By shard number: everything of the shard below that sequence number is delivered.
using DeliveryPositions = std::map<std::uint32_t, SequenceNumber>;
Result<DeliveryPositions> LoadDeliveryPositions(Database& database, const Delivery& delivery);
Result<void> PutDeliveryPosition(Database& database, const Delivery& delivery, std::uint32_t shard_number,
                                 SequenceNumber next);
Result<void> DeleteDeliveryPosition(Database& database, const Delivery& delivery, std::uint32_t shard_number);

// The shards that it reads, in the order of their opening. Those all of whose records are past their 24 hours are left
// out.
Result<std::vector<Shard>> ShardsOf(Database& database, const Delivery& delivery);

}  // namespace tablerock
