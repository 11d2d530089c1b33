#include "changes/shard_reader.h"

#include <algorithm>

#include "storage/key_codec.h"

namespace tablerock {

Result<ShardPage> ReadShard(Database& database, std::uint32_t table_id, std::uint32_t shard_number, SequenceNumber from,
                            SequenceNumber last, std::size_t limit, std::size_t bytes_max) {
  const SequenceNumber watermark = database.sequences().Watermark();
  const SnapshotHandle snapshot = database.store().TakeSnapshot();
  // To a closed shard nothing is added.
  const SequenceNumber end = last == UINT64_MAX ? watermark : last + 1;
  ShardPage page;
  page.next = std::max(from, end);
  if (from >= end) return page;

  const auto cursor = database.store().NewCursor(Family::kChanges, ChangeKey(table_id, shard_number, from),
                                                 ChangeKey(table_id, shard_number, end), snapshot.get());
  std::size_t bytes = 0;
  for (cursor->SeekToFirst(); cursor->Valid(); cursor->Next()) {
    const SequenceNumber number = ReadChangeKey(cursor->key())->sequence_number;
    const bool full =
        page.records.size() >= limit || (!page.records.empty() && bytes + cursor->value().size() > bytes_max);
    if (full) {
      page.next = number;
      page.has_more = true;
      return page;
    }
    bytes += cursor->value().size();
    page.records.push_back({number, std::string(cursor->value())});
  }
  TABLEROCK_TRY(cursor->status());
  return page;
}

}  // namespace tablerock
