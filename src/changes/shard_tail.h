// ShardTail: reads a shard from a position on, again and again, as records come. Looks into the store only where a
// commit may have brought something. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "changes/shard_reader.h"
#include "changes/stream.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

class ShardTail {
 public:
  // The database outlives it. Records below `next` are not read.
  ShardTail(Database& database, Shard shard, SequenceNumber next);

  // False, or an error: this record and those behind it are left for the next Read.
  using Take = std::function<Result<bool>(ShardRecord record)>;
  // Gives `take` the records that follow those taken before, in order, at most `limit` and about `bytes_max` of encoded
  // bytes; none if nothing has come. Records past their 24 hours are passed over. Errors: of the store, and of `take`.
  Result<void> Read(std::size_t limit, std::size_t bytes_max, const Take& take);
  // The last Read left something behind.
  bool has_more() const { return has_more_; }
  // The shard is closed, and all of it is read.
  bool at_end() const { return shard_.last && next_ > *shard_.last && !has_more_; }
  // Everything below it is read.
  SequenceNumber next() const { return next_; }

  const Shard& shard() const { return shard_; }
  // The shard was closed since.
  void SetLast(SequenceNumber last) { shard_.last = last; }

 private:
  bool NothingNew() const;
  std::uint64_t CountChanges() const;

  Database& database_;
  Shard shard_;
  SequenceNumber next_;
  bool has_more_ = false;
  std::uint64_t seen_count_ = 0;  // of the table's commits, at the last look
  bool saw_everything_ = false;   // no write that was in flight then hid another one
};

}  // namespace tablerock
