#include "changes/stream_lifecycle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "changes/log_reopening.h"
#include "changes/stream.h"
#include "changes/stream_codec.h"
#include "storage/key_codec.h"

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

// Greater than the labels of the table and of those before it that had its name, also when it is switched, or deleted
// and made again, twice in a millisecond.
Result<std::string> NewLabel(Database& database, const TableDescription& table, UnixMillis now) {
  std::string latest = table.latest_stream_label;
  TABLEROCK_ASSIGN(const auto streams, ListStreamsOf(database, table.namespace_name, table.name));
  if (!streams.empty()) latest = std::max(latest, streams.back().label);
  std::string label = LabelAt(now);
  for (UnixMillis at = now; label <= latest; label = LabelAt(++at)) {
  }
  return label;
}

// The number of the shard's last record; its first number if it has none.
Result<SequenceNumber> LastNumberOf(Database& database, const Shard& shard) {
  const auto cursor = database.store().NewCursor(Family::kChanges, ChangeKey(shard.table_id, shard.number, shard.first),
                                                 SuccessorOfPrefix(ChangePrefix(shard.table_id, shard.number)));
  cursor->SeekToLast();
  if (cursor->Valid()) return ReadChangeKey(cursor->key())->sequence_number;
  TABLEROCK_TRY(cursor->status());
  return shard.first;
}

Result<void> FinishClosingShards(Database& database, const std::vector<CatalogEntry>& entries) {
  std::vector<Shard> shards;
  for (const CatalogEntry& entry : entries) {
    if (HasEnd(entry.json)) continue;
    TABLEROCK_ASSIGN(Shard shard, ShardFromJson(entry.json));
    if (!IsOpen(database, shard)) shards.push_back(std::move(shard));
  }
  if (shards.empty()) return {};
  // Some may have been closed just now, by another thread's change, or be about to open; then they are open now.
  database.catalog().AwaitChange();
  WriteBatch batch;
  for (Shard& shard : shards) {
    if (IsOpen(database, shard)) continue;
    TABLEROCK_ASSIGN(shard.last, LastNumberOf(database, shard));
    PutShard(batch, shard);
  }
  if (batch.empty()) return {};
  TABLEROCK_TRY(database.store().Write(std::move(batch)));
  database.change_signal().Ring();
  return {};
}

}  // namespace

Result<void> OpenStream(Database& database, StreamViewType view_type, TableDescription& table, WriteBatch& batch) {
  const UnixMillis now = database.clock().Now();
  Stream stream;
  stream.creation_time = now;
  TABLEROCK_ASSIGN(stream.label, NewLabel(database, table, now));
  stream.namespace_name = table.namespace_name;
  stream.table_name = table.name;
  stream.table_id = table.id;
  stream.view_type = view_type;
  stream.key_schema = table.key_schema;
  PutStream(batch, stream);

  table.stream = StreamSpecification{view_type, stream.label};
  table.latest_stream_label = stream.label;
  return ReopenShards(database, false, table, batch);
}

Result<void> CloseStream(Database& database, TableDescription& table, WriteBatch& batch) {
  TABLEROCK_ASSIGN(auto stream, FindStream(database, table.namespace_name, table.name, table.stream->label));
  if (stream) {
    stream->disabled_at = database.clock().Now();
    PutStream(batch, *stream);
  }
  table.stream.reset();
  return ReopenShards(database, false, table, batch);
}

Result<void> FinishClosing(Database& database, const TableDescription& table) {
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kShard, table.namespace_name,
                                                                      ShardEntryPrefix(table.id)));
  return FinishClosingShards(database, entries);
}

Result<void> FinishClosingAll(Database& database) {
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kShard));
  return FinishClosingShards(database, entries);
}

}  // namespace tablerock
