// Reads the change records of one shard in order. What every reader of the log does, whatever it makes of the records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "changes/change_record.h"
#include "core/result.h"
#include "storage/database.h"
#include "storage/sequence_latch.h"

namespace tablerock {

struct ShardRecord {
  SequenceNumber number = 0;
  std::string bytes;  // ReadRecordBytes reads it
};

struct ShardPage {
  std::vector<ShardRecord> records;
  SequenceNumber next = 0;  // where to go on: everything below it is read
  bool has_more = false;    // `next` is the number of a record
};

// Records of the shard from `from` on, at most `limit` records and about `bytes_max` of encoded bytes (at least one
// record). `last` is the closed shard's last number, as its entry said before; UINT64_MAX: it is not closed, and only
// what no write in flight can come before is read: the watermark is taken first, the snapshot after.
Result<ShardPage> ReadShard(Database& database, std::uint32_t table_id, std::uint32_t shard_number, SequenceNumber from,
                            SequenceNumber last, std::size_t limit, std::size_t bytes_max);

}  // namespace tablerock
