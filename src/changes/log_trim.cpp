#include "changes/log_trim.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "changes/stream.h"
#include "changes/stream_codec.h"
#include "core/limits.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

// Between two looks. What is due in between waits for the next.
constexpr std::int64_t kTrimEveryMillis = 10LL * 60'000;
// A shard with fewer records leaves its space to the compactions that come of themselves.
constexpr std::size_t kRecordsWorthCompacting = 10'000;
constexpr std::size_t kShardsPerBatch = 100;

// The first look at or after `due`.
UnixMillis RoundUp(UnixMillis due) { return (due + kTrimEveryMillis - 1) / kTrimEveryMillis * kTrimEveryMillis; }

Result<bool> IsWorthCompacting(Database& database, const KeyBounds& records) {
  const auto cursor = database.store().NewCursor(Family::kChanges, records.lower, records.upper);
  std::size_t count = 0;
  for (cursor->SeekToFirst(); cursor->Valid() && count < kRecordsWorthCompacting; cursor->Next()) ++count;
  TABLEROCK_TRY(cursor->status());
  return count == kRecordsWorthCompacting;
}

// Returns when the next of those that stay is past its time.
Result<UnixMillis> DeleteOldStreams(Database& database, UnixMillis now) {
  UnixMillis due = now + limits::kStreamRetentionMillis;
  WriteBatch batch;
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kStream));
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(const Stream stream, StreamFromJson(entry.json));
    if (!stream.disabled_at) continue;
    const UnixMillis end = *stream.disabled_at + limits::kStreamRetentionMillis;
    if (end <= now) {
      DeleteStream(batch, stream);
    } else {
      due = std::min(due, end);
    }
  }
  if (!batch.empty()) TABLEROCK_TRY(database.store().Write(std::move(batch)));
  return due;
}

Result<void> DeleteShards(Database& database, const std::vector<Shard>& shards) {
  WriteBatch batch;
  std::vector<KeyBounds> large;
  std::size_t count = 0;
  for (const Shard& shard : shards) {
    const KeyBounds records = BoundsOfPrefix(ChangePrefix(shard.table_id, shard.number));
    TABLEROCK_ASSIGN(const bool compact, IsWorthCompacting(database, records));
    batch.DeleteRange(Family::kChanges, records.lower, records.upper);
    DeleteShard(batch, shard);
    if (compact) large.push_back(records);
    if (++count % kShardsPerBatch == 0) {
      TABLEROCK_TRY(database.store().Write(std::move(batch)));
      batch = WriteBatch();
    }
  }
  if (!batch.empty()) TABLEROCK_TRY(database.store().Write(std::move(batch)));
  for (const KeyBounds& records : large) database.store().CompactRange(Family::kChanges, records.lower, records.upper);
  return {};
}

Result<UnixMillis> DeleteOldShards(Database& database, UnixMillis now) {
  UnixMillis due = now + limits::kStreamRetentionMillis;
  const SequenceNumber horizon = LogHorizon(now);
  std::vector<Shard> old;
  TABLEROCK_ASSIGN(const auto entries, database.catalog().ListEntries(CatalogKind::kShard));
  for (const CatalogEntry& entry : entries) {
    TABLEROCK_ASSIGN(Shard shard, ShardFromJson(entry.json));
    if (!shard.last) continue;
    if (*shard.last < horizon) {
      old.push_back(std::move(shard));
    } else {
      due = std::min(due, MillisOf(*shard.last) + 1 + limits::kStreamRetentionMillis);
    }
  }
  TABLEROCK_TRY(DeleteShards(database, old));
  return due;
}

}  // namespace

SequenceNumber LogHorizon(UnixMillis now) { return StreamHorizon(now); }

Result<UnixMillis> TrimLog(Database& database) {
  const UnixMillis now = database.clock().Now();
  TABLEROCK_ASSIGN(const UnixMillis shards_due, DeleteOldShards(database, now));
  TABLEROCK_ASSIGN(const UnixMillis streams_due, DeleteOldStreams(database, now));
  return RoundUp(std::min(shards_due, streams_due));
}

}  // namespace tablerock
