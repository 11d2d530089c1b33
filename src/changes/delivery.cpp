#include "changes/delivery.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "changes/entry_reading.h"
#include "json/document.h"

namespace tablerock {
namespace {

constexpr int kVersion = 1;
constexpr const char* kNext = "next";
constexpr std::string_view kEntryOf = "delivery";

std::string EntryName(std::uint32_t table_id, std::uint32_t first_shard) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%010u/%010u", table_id, first_shard);
  return text.data();
}
std::string EntryName(const Delivery& delivery) { return EntryName(delivery.table_id, delivery.first_shard); }

std::string PositionPrefix(const Delivery& delivery) { return EntryName(delivery) + "/"; }
std::string PositionName(const Delivery& delivery, std::uint32_t shard_number) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%010u", shard_number);
  return PositionPrefix(delivery) + digits.data();
}

std::string DeliveryToJson(const Delivery& delivery) {
  Document document = {
      {"version", kVersion},           {"namespace", delivery.namespace_name},   {"table_name", delivery.table_name},
      {"table_id", delivery.table_id}, {"first_shard", delivery.first_shard},    {"stream_arn", delivery.stream_arn},
      {"region", delivery.region},     {"precision", NameOf(delivery.precision)}};
  if (delivery.end_shard) document["end_shard"] = *delivery.end_shard;
  return ToText(document);
}

Result<Delivery> DeliveryFromJson(std::string_view json) {
  return ReadEntry<Delivery>(json, kEntryOf, [](const Document& document) {
    Delivery delivery;
    delivery.namespace_name = document.at("namespace").get<std::string>();
    delivery.table_name = document.at("table_name").get<std::string>();
    delivery.table_id = document.at("table_id").get<std::uint32_t>();
    delivery.first_shard = document.at("first_shard").get<std::uint32_t>();
    delivery.stream_arn = document.at("stream_arn").get<std::string>();
    delivery.region = document.at("region").get<std::string>();
    delivery.precision = ParseTimestampPrecision(document.at("precision").get<std::string>()).value();
    if (document.contains("end_shard")) delivery.end_shard = document["end_shard"].get<std::uint32_t>();
    return delivery;
  });
}

Result<SequenceNumber> PositionFromJson(std::string_view json) {
  return ReadEntry<SequenceNumber>(
      json, kEntryOf, [](const Document& document) { return std::stoull(document.at(kNext).get<std::string>()); });
}

}  // namespace

void PutDelivery(WriteBatch& batch, const Delivery& delivery) {
  Catalog::PutEntry(batch, CatalogKind::kDelivery, delivery.namespace_name, EntryName(delivery),
                    DeliveryToJson(delivery));
}

Result<void> DeleteDelivery(Database& database, const Delivery& delivery, WriteBatch& batch) {
  TABLEROCK_ASSIGN(const auto positions,
                   database.catalog().ListEntries(CatalogKind::kDeliveryPosition, delivery.namespace_name,
                                                  PositionPrefix(delivery)));
  for (const CatalogEntry& entry : positions) {
    Catalog::DeleteEntry(batch, CatalogKind::kDeliveryPosition, delivery.namespace_name, entry.name);
  }
  Catalog::DeleteEntry(batch, CatalogKind::kDelivery, delivery.namespace_name, EntryName(delivery));
  return {};
}

Result<std::vector<Delivery>> ListDeliveries(Database& database) {
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kDelivery));
  std::vector<Delivery> deliveries;
  deliveries.reserve(entries.size());
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(Delivery delivery, DeliveryFromJson(entry.json));
    deliveries.push_back(std::move(delivery));
  }
  return deliveries;
}

Result<std::optional<Delivery>> FindDelivery(Database& database, std::string_view namespace_name,
                                             std::uint32_t table_id, std::uint32_t first_shard) {
  TABLEROCK_ASSIGN(const auto json, database.catalog().GetEntry(CatalogKind::kDelivery, namespace_name,
                                                                EntryName(table_id, first_shard)));
  if (!json) return std::optional<Delivery>();
  TABLEROCK_ASSIGN(Delivery delivery, DeliveryFromJson(*json));
  return std::optional<Delivery>(std::move(delivery));
}

Result<DeliveryPositions> LoadDeliveryPositions(Database& database, const Delivery& delivery) {
  const std::string prefix = PositionPrefix(delivery);
  TABLEROCK_ASSIGN(const auto entries,
                   database.catalog().ListEntries(CatalogKind::kDeliveryPosition, delivery.namespace_name, prefix));
  DeliveryPositions positions;
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(const SequenceNumber next, PositionFromJson(entry.json));
    std::uint32_t shard_number = 0;
    std::from_chars(entry.name.data() + prefix.size(), entry.name.data() + entry.name.size(), shard_number);
    positions[shard_number] = next;
  }
  return positions;
}

Result<void> PutDeliveryPosition(Database& database, const Delivery& delivery, std::uint32_t shard_number,
                                 SequenceNumber next) {
  WriteBatch batch;
  const Document position = {{kNext, std::to_string(next)}};
  Catalog::PutEntry(batch, CatalogKind::kDeliveryPosition, delivery.namespace_name,
                    PositionName(delivery, shard_number), ToText(position));
  return database.store().Write(std::move(batch));
}

Result<void> DeleteDeliveryPosition(Database& database, const Delivery& delivery, std::uint32_t shard_number) {
  WriteBatch batch;
  Catalog::DeleteEntry(batch, CatalogKind::kDeliveryPosition, delivery.namespace_name,
                       PositionName(delivery, shard_number));
  return database.store().Write(std::move(batch));
}

Result<std::vector<Shard>> ShardsOf(Database& database, const Delivery& delivery) {
  const std::uint32_t end = delivery.end_shard.value_or(UINT32_MAX);
  return ShardsOfTable(database, delivery.namespace_name, delivery.table_id,
                       [&](const Shard& shard) { return shard.number >= delivery.first_shard && shard.number < end; });
}

}  // namespace tablerock
