#include "changes/shard_opening.h"

#include <array>
#include <charconv>
#include <cstdio>
#include <system_error>

#include "changes/stream.h"

namespace tablerock {
namespace {

constexpr std::string_view kShardIdPrefix = "shardId-";
constexpr std::size_t kTimeDigits = 20;
// The last 8 digits of an id: the shard's number, so that ids of one millisecond stand in order, and some bits of the
// table's, so that ids of two tables made at one time mostly differ.
constexpr unsigned kTableBits = 12;

}  // namespace

std::vector<HashRange> PiecesOf(HashRange range, std::uint32_t count) {
  __extension__ using Uint128 = unsigned __int128;
  const Uint128 size = static_cast<Uint128>(range.last - range.begin) + 1;
  std::vector<HashRange> pieces;
  pieces.reserve(count);
  std::uint64_t begin = range.begin;
  for (std::uint32_t piece = 1; piece <= count; ++piece) {
    const std::uint64_t last = range.begin + static_cast<std::uint64_t>(size * piece / count - 1);
    pieces.push_back({begin, last});
    begin = last + 1;
  }
  return pieces;
}

Result<ShardOpening> ShardOpening::Begin(Database& database) {
  TABLEROCK_ASSIGN(const SequenceLatch::Ticket ticket, database.sequences().Assign(1));
  ShardOpening opening;
  opening.opened_at = database.clock().Now();
  opening.first = ticket.first();
  return opening;
}

OpenShard ShardOpening::Open(HashRange range, std::string_view parent_shard_id, TableDescription& table,
                             WriteBatch& batch) const {
  Shard shard;
  shard.namespace_name = table.namespace_name;
  shard.table_id = table.id;
  shard.number = table.next_shard_number++;
  shard.shard_id = MakeShardId(opened_at, table.id, shard.number);
  shard.parent_shard_id = parent_shard_id;
  if (table.stream) shard.stream_label = table.stream->label;
  shard.first = first;
  shard.hash_begin = range.begin;
  shard.hash_last = range.last;
  PutShard(batch, shard);
  return {shard.number, std::move(shard.shard_id), range.begin, range.last};
}

std::string MakeShardId(UnixMillis opened_at, std::uint32_t table_id, std::uint32_t number) {
  const std::uint32_t suffix = (number << kTableBits) | ((table_id * 2654435761U) >> (32U - kTableBits));
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "shardId-%020lld-%08x", static_cast<long long>(opened_at), suffix);
  return text.data();
}

std::optional<UnixMillis> OpeningTimeOf(std::string_view shard_id) {
  if (!shard_id.starts_with(kShardIdPrefix) || shard_id.size() < kShardIdPrefix.size() + kTimeDigits) {
    return std::nullopt;
  }
  const char* begin = shard_id.data() + kShardIdPrefix.size();
  UnixMillis opened_at = 0;
  const auto [end, error] = std::from_chars(begin, begin + kTimeDigits, opened_at);
  if (error != std::errc() || end != begin + kTimeDigits) return std::nullopt;
  return opened_at;
}

}  // namespace tablerock
