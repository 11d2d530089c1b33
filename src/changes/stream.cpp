#include "changes/stream.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <tuple>

#include "changes/stream_codec.h"
#include "core/limits.h"

namespace tablerock {
namespace {

constexpr std::size_t kWireDigits = 21;
constexpr char kNameSeparator = '/';  // in no table's name

std::string EntryName(std::string_view table_name, std::string_view label) {
  std::string name(table_name);
  name += kNameSeparator;
  name += label;
  return name;
}
std::string EntryName(const Stream& stream) { return EntryName(stream.table_name, stream.label); }

// Zero-padded, so that entries stand in the order of table and opening.
std::string ShardEntryName(std::uint32_t table_id, std::uint32_t number) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%010u", number);
  return ShardEntryPrefix(table_id) + digits.data();
}

bool IsReadable(const Stream& stream, UnixMillis now) {
  return !stream.disabled_at || *stream.disabled_at + limits::kStreamRetentionMillis > now;
}

}  // namespace

std::string ShardEntryPrefix(std::uint32_t table_id) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%010u/", table_id);
  return text.data();
}

void PutStream(WriteBatch& batch, const Stream& stream) {
  Catalog::PutEntry(batch, CatalogKind::kStream, stream.namespace_name, EntryName(stream), StreamToJson(stream));
}

void PutShard(WriteBatch& batch, const Shard& shard) {
  Catalog::PutEntry(batch, CatalogKind::kShard, shard.namespace_name, ShardEntryName(shard.table_id, shard.number),
                    ShardToJson(shard));
}

void DeleteStream(WriteBatch& batch, const Stream& stream) {
  Catalog::DeleteEntry(batch, CatalogKind::kStream, stream.namespace_name, EntryName(stream));
}

void DeleteShard(WriteBatch& batch, const Shard& shard) {
  Catalog::DeleteEntry(batch, CatalogKind::kShard, shard.namespace_name, ShardEntryName(shard.table_id, shard.number));
}

Result<std::vector<Stream>> ListStreamsOf(Database& database, std::string_view namespace_name,
                                          std::string_view table_name) {
  std::string prefix(table_name);
  if (!table_name.empty()) prefix += kNameSeparator;
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kStream, namespace_name, prefix));
  const UnixMillis now = database.clock().Now();
  std::vector<Stream> streams;
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(Stream stream, StreamFromJson(entry.json));
    if (IsReadable(stream, now)) streams.push_back(std::move(stream));
  }
  // Entries are not in that order where a table's name goes on with what is less than the separator.
  std::sort(streams.begin(), streams.end(), [](const Stream& a, const Stream& b) {
    return std::tie(a.table_name, a.label) < std::tie(b.table_name, b.label);
  });
  return streams;
}

Result<std::optional<Stream>> FindStream(Database& database, std::string_view namespace_name,
                                         std::string_view table_name, std::string_view label) {
  TABLEROCK_ASSIGN(const auto json,
                   database.catalog().GetEntry(CatalogKind::kStream, namespace_name, EntryName(table_name, label)));
  if (!json) return std::optional<Stream>();
  TABLEROCK_ASSIGN(Stream stream, StreamFromJson(*json));
  if (!IsReadable(stream, database.clock().Now())) return std::optional<Stream>();
  return std::optional<Stream>(std::move(stream));
}

Result<std::vector<Shard>> ShardsOf(Database& database, const Stream& stream) {
  TABLEROCK_ASSIGN(std::vector<Shard> shards,
                   ShardsOfTable(database, stream.namespace_name, stream.table_id,
                                 [&](const Shard& shard) { return shard.stream_label == stream.label; }));
  std::sort(shards.begin(), shards.end(), [](const Shard& a, const Shard& b) { return a.shard_id < b.shard_id; });
  return shards;
}

Result<std::vector<Shard>> ShardsOfTable(Database& database, std::string_view namespace_name, std::uint32_t table_id,
                                         const std::function<bool(const Shard& shard)>& is_wanted) {
  TABLEROCK_ASSIGN(const auto entries,
                   database.catalog().ListEntries(CatalogKind::kShard, namespace_name, ShardEntryPrefix(table_id)));
  const SequenceNumber horizon = StreamHorizon(database.clock().Now());
  std::vector<Shard> shards;
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(Shard shard, ShardFromJson(entry.json));
    const bool is_past = shard.last && *shard.last < horizon;
    if (!is_past && is_wanted(shard)) shards.push_back(std::move(shard));
  }
  return shards;
}

Result<std::optional<Shard>> FindShard(Database& database, std::string_view namespace_name, std::uint32_t table_id,
                                       std::uint32_t number) {
  TABLEROCK_ASSIGN(const auto json,
                   database.catalog().GetEntry(CatalogKind::kShard, namespace_name, ShardEntryName(table_id, number)));
  if (!json) return std::optional<Shard>();
  TABLEROCK_ASSIGN(Shard shard, ShardFromJson(*json));
  return std::optional<Shard>(std::move(shard));
}

bool IsOpen(Database& database, const Shard& shard) {
  const TableHandle table = database.catalog().FindById(shard.table_id);
  if (!table) return false;
  const auto& open = table->description().open_shards;
  return std::any_of(open.begin(), open.end(), [&](const OpenShard& o) { return o.number == shard.number; });
}

std::string StreamArn(const RequestContext& context, std::string_view table_name, std::string_view label) {
  std::string arn = "arn:aws:dynamodb:" + context.region + ":" + context.account + ":table/";
  arn += table_name;
  arn += "/stream/";
  arn += label;
  return arn;
}

std::optional<StreamArnParts> ParseStreamArn(std::string_view arn) {
  constexpr std::string_view kTable = ":table/";
  constexpr std::string_view kStream = "/stream/";
  if (!arn.starts_with("arn:")) return std::nullopt;
  const std::size_t table = arn.find(kTable);
  if (table == std::string_view::npos) return std::nullopt;
  const std::string_view resource = arn.substr(table + kTable.size());
  const std::size_t stream = resource.find(kStream);
  if (stream == std::string_view::npos || stream == 0) return std::nullopt;
  const StreamArnParts parts{resource.substr(0, stream), resource.substr(stream + kStream.size())};
  if (parts.label.empty()) return std::nullopt;
  return parts;
}

std::string ToWire(SequenceNumber number) {
  const std::string digits = std::to_string(number);
  return "1" + std::string(kWireDigits - 1 - digits.size(), '0') + digits;
}

std::optional<SequenceNumber> ParseWireSequenceNumber(std::string_view text) {
  if (text.size() != kWireDigits || text.front() != '1') return std::nullopt;
  SequenceNumber number = 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

SequenceNumber StreamHorizon(UnixMillis now) {
  return now > limits::kStreamRetentionMillis ? FirstSequenceNumberAt(now - limits::kStreamRetentionMillis) : 0;
}

}  // namespace tablerock
