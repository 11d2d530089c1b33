// ShardIterator: where a consumer goes on reading a shard, as the opaque token that it holds between two GetRecords.
// A token lives for 15 minutes. It carries all that the next read needs, so none is kept here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/clock.h"
#include "storage/sequence_latch.h"

namespace tablerock {

struct ShardIterator {
  std::string table_name;
  std::string stream_label;
  std::uint32_t shard_number = 0;
  SequenceNumber next = 0;  // the lowest number that is not read yet
  // A record is or was there: falling below the horizon is an error then, not a reason to skip ahead.
  bool exact = false;
  UnixMillis issued_at = 0;

  friend bool operator==(const ShardIterator&, const ShardIterator&) = default;
};

std::string ToToken(const ShardIterator& iterator);
// Nothing if the token was not made by ToToken (checked by a digest, so that a changed token is refused, not misread).
std::optional<ShardIterator> ParseToken(std::string_view token);

}  // namespace tablerock
