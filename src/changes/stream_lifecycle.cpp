#include "changes/stream_lifecycle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "changes/stream.h"
#include "changes/stream_codec.h"

namespace tablerock {
namespace {

// "2026-11-22T14:30:00.123", as the service labels streams.
std::string LabelAt(UnixMillis millis) {
  const std::time_t seconds = millis / 1000;
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 40> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S", &utc);
  std::snprintf(text.data() + length, text.size() - length, ".%03d", static_cast<int>(millis % 1000));
  return text.data();
}

// "shardId-" ‖ 20 digits of the opening time ‖ "-" ‖ 8 hex digits that tell apart what opens at one time.
std::string MakeShardId(UnixMillis now, std::uint32_t table_id, std::uint32_t number) {
  const std::uint32_t mixed = (table_id * 2654435761U) ^ (number * 40503U);
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "shardId-%020lld-%08x", static_cast<long long>(now), mixed);
  return text.data();
}

bool IsOpen(Database& database, const Shard& shard) {
  const TableHandle table = database.catalog().FindById(shard.table_id);
  if (!table) return false;
  const auto& open = table->description().open_shards;
  return std::any_of(open.begin(), open.end(), [&](const OpenShard& o) { return o.number == shard.number; });
}

Result<void> FinishClosingShards(Database& database, const std::uint32_t* table_id) {
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kShard));
  WriteBatch batch;
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(Shard shard, ShardFromJson(entry.json));
    if (shard.last || (table_id != nullptr && shard.table_id != *table_id) || IsOpen(database, shard)) continue;
    shard.last = std::max(shard.first, database.sequences().Highest());
    PutShard(batch, shard);
  }
  if (batch.empty()) return {};
  return database.store().Write(std::move(batch));
}

}  // namespace

void OpenStream(Database& database, StreamViewType view_type, TableDescription& table, WriteBatch& batch) {
  const UnixMillis now = database.clock().Now();
  Stream stream;
  // Labels of one table differ, also when it is switched twice in a millisecond.
  stream.creation_time = now;
  stream.label = LabelAt(now);
  for (UnixMillis at = now; stream.label <= table.latest_stream_label; stream.label = LabelAt(++at)) {
  }
  stream.namespace_name = table.namespace_name;
  stream.table_name = table.name;
  stream.table_id = table.id;
  stream.view_type = view_type;
  stream.key_schema = table.key_schema;
  PutStream(batch, stream);

  Shard shard;
  shard.namespace_name = table.namespace_name;
  shard.table_id = table.id;
  shard.number = table.next_shard_number++;
  shard.shard_id = MakeShardId(now, table.id, shard.number);
  shard.stream_label = stream.label;
  shard.first = std::max(database.sequences().Highest() + 1, FirstSequenceNumberAt(now));
  PutShard(batch, shard);

  table.open_shards = {{shard.number, shard.shard_id, shard.hash_begin, shard.hash_last}};
  table.stream = StreamSpecification{view_type, stream.label};
  table.latest_stream_label = stream.label;
}

Result<void> CloseStream(Database& database, TableDescription& table, WriteBatch& batch) {
  TABLEROCK_ASSIGN(auto stream, FindStream(database, table.namespace_name, table.name, table.stream->label));
  if (stream) {
    stream->disabled_at = database.clock().Now();
    PutStream(batch, *stream);
  }
  table.stream.reset();
  table.open_shards.clear();
  return {};
}

Result<void> FinishClosing(Database& database, std::uint32_t table_id) {
  return FinishClosingShards(database, &table_id);
}

Result<void> FinishClosingAll(Database& database) { return FinishClosingShards(database, nullptr); }

}  // namespace tablerock
