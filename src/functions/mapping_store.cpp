#include "functions/mapping_store.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <utility>

#include "json/document.h"

namespace tablerock {
namespace {

// "UUID": where the mapping began, {"start": "123"}. "UUID/TABLE/SHARD/LANE": {"next": "123", "lanes": 1}. 64-bit
// numbers are texts: JSON readers may round them.
constexpr const char* kStart = "start";
constexpr const char* kNext = "next";
constexpr const char* kLanes = "lanes";

std::string EntryName(const std::string& uuid, const LanePosition& position) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "/%010u/%010u/%02u", position.table_id, position.shard_number, position.lane);
  return uuid + text.data();
}

std::optional<SequenceNumber> ReadNumber(const std::optional<Document>& entry, const char* member) {
  if (!entry || !entry->is_object()) return std::nullopt;
  const auto found = entry->find(member);
  if (found == entry->end() || !found->is_string()) return std::nullopt;
  const auto text = found->get<std::string>();
  SequenceNumber number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<LanePosition> ReadPosition(std::string_view place, std::string_view json) {
  LanePosition position;
  const std::string text(place);
  if (std::sscanf(text.c_str(), "/%10u/%10u/%2u", &position.table_id, &position.shard_number, &position.lane) != 3) {
    return std::nullopt;
  }
  const std::optional<Document> entry = ParseDocument(json);
  const auto next = ReadNumber(entry, kNext);
  if (!next || !entry->contains(kLanes) || !(*entry)[kLanes].is_number_unsigned()) return std::nullopt;
  position.next = *next;
  position.lanes = (*entry)[kLanes].get<std::uint32_t>();
  return position;
}

void AddPosition(WriteBatch& batch, const std::string& uuid, const LanePosition& position) {
  const Document entry = {{kNext, std::to_string(position.next)}, {kLanes, position.lanes}};
  Catalog::PutEntry(batch, CatalogKind::kMappingPosition, {}, EntryName(uuid, position), ToText(entry));
}

ApiError Damaged(const std::string& uuid) {
  return ApiError::Internal("a position of the event source mapping " + uuid + " is damaged in the catalog");
}

}  // namespace

Result<std::vector<MappingStore::Kept>> MappingStore::LoadMappings() const {
  TABLEROCK_ASSIGN(auto entries, database_.catalog().ListEntries(CatalogKind::kMapping));
  std::vector<Kept> kept;
  kept.reserve(entries.size());
  for (CatalogEntry& entry : entries) kept.push_back({std::move(entry.name), std::move(entry.json)});
  return kept;
}

Result<void> MappingStore::PutMapping(const EventSourceMapping& mapping) {
  WriteBatch batch;
  Catalog::PutEntry(batch, CatalogKind::kMapping, {}, mapping.uuid, ToText(MappingToDocument(mapping)));
  return database_.store().Write(std::move(batch));
}

Result<void> MappingStore::DeleteMapping(const std::string& uuid) {
  TABLEROCK_ASSIGN(const auto positions,
                   database_.catalog().ListEntries(CatalogKind::kMappingPosition, {}, uuid + "/"));
  WriteBatch batch;
  for (const CatalogEntry& entry : positions) {
    Catalog::DeleteEntry(batch, CatalogKind::kMappingPosition, {}, entry.name);
  }
  Catalog::DeleteEntry(batch, CatalogKind::kMappingPosition, {}, uuid);
  Catalog::DeleteEntry(batch, CatalogKind::kMapping, {}, uuid);
  return database_.store().Write(std::move(batch));
}

Result<std::optional<SequenceNumber>> MappingStore::LoadStart(const std::string& uuid) const {
  TABLEROCK_ASSIGN(const auto json, database_.catalog().GetEntry(CatalogKind::kMappingPosition, {}, uuid));
  if (!json) return std::optional<SequenceNumber>();
  const auto start = ReadNumber(ParseDocument(*json), kStart);
  if (!start) return Damaged(uuid);
  return start;
}

Result<void> MappingStore::PutStart(const std::string& uuid, SequenceNumber start) {
  WriteBatch batch;
  const Document entry = {{kStart, std::to_string(start)}};
  Catalog::PutEntry(batch, CatalogKind::kMappingPosition, {}, uuid, ToText(entry));
  return database_.store().Write(std::move(batch));
}

Result<std::vector<LanePosition>> MappingStore::LoadPositions(const std::string& uuid) const {
  TABLEROCK_ASSIGN(const auto entries, database_.catalog().ListEntries(CatalogKind::kMappingPosition, {}, uuid + "/"));
  std::vector<LanePosition> positions;
  positions.reserve(entries.size());
  for (const CatalogEntry& entry : entries) {
    const auto position = ReadPosition(std::string_view(entry.name).substr(uuid.size()), entry.json);
    if (!position) return Damaged(uuid);
    positions.push_back(*position);
  }
  return positions;
}

Result<void> MappingStore::PutPosition(const std::string& uuid, const LanePosition& position) {
  WriteBatch batch;
  AddPosition(batch, uuid, position);
  return database_.store().Write(std::move(batch));
}

Result<void> MappingStore::ReplacePositions(const std::string& uuid, const std::vector<LanePosition>& before,
                                            const std::vector<LanePosition>& now) {
  WriteBatch batch;
  for (const LanePosition& position : before) {
    Catalog::DeleteEntry(batch, CatalogKind::kMappingPosition, {}, EntryName(uuid, position));
  }
  for (const LanePosition& position : now) AddPosition(batch, uuid, position);
  if (batch.empty()) return {};
  return database_.store().Write(std::move(batch));
}

}  // namespace tablerock
