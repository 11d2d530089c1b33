#include "changes/shard_splitting.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "changes/shard_opening.h"
#include "changes/stream_lifecycle.h"

namespace tablerock {
namespace {

// The open shards that are to be replaced, by their position in open_shards.
using Positions = std::vector<std::size_t>;

// Gives each of the shards `children` children, which share its range. Returns the ids of those.
Result<std::vector<std::string>> Replace(Database& database, const Positions& positions, std::uint32_t children,
                                         TableDescription& table, WriteBatch& batch) {
  TABLEROCK_ASSIGN(const ShardOpening opening, ShardOpening::Begin(database));
  std::vector<OpenShard> shards;
  std::vector<std::string> child_shard_ids;
  shards.reserve(table.open_shards.size() + positions.size() * (children - 1));
  child_shard_ids.reserve(positions.size() * children);
  auto next = positions.begin();
  for (std::size_t i = 0; i < table.open_shards.size(); ++i) {
    if (next == positions.end() || *next != i) {
      shards.push_back(std::move(table.open_shards[i]));
      continue;
    }
    ++next;
    const OpenShard& parent = table.open_shards[i];
    for (const HashRange range : PiecesOf({parent.hash_begin, parent.hash_last}, children)) {
      shards.push_back(opening.Open(range, parent.shard_id, table, batch));
      child_shard_ids.push_back(shards.back().shard_id);
    }
  }
  table.open_shards = std::move(shards);
  return child_shard_ids;
}

Result<std::size_t> PositionToSplit(const TableDescription& table, std::string_view shard_id) {
  const auto& shards = table.open_shards;
  if (!table.stream || shards.empty()) {
    return ApiError::Validation("Table has no stream whose shards could be split: TableName: " + table.name);
  }
  if (shards.size() >= kOpenShardsMax) {
    return ApiError::Validation("The stream has " + std::to_string(shards.size()) +
                                " open shards, the most there can be");
  }
  const auto narrower = [](const OpenShard& a, const OpenShard& b) {
    const std::uint64_t a_width = a.hash_last - a.hash_begin;
    const std::uint64_t b_width = b.hash_last - b.hash_begin;
    return a_width != b_width ? a_width < b_width : a.number > b.number;
  };
  const auto found = shard_id.empty() ? std::max_element(shards.begin(), shards.end(), narrower)
                                      : std::find_if(shards.begin(), shards.end(),
                                                     [&](const OpenShard& s) { return s.shard_id == shard_id; });
  if (found == shards.end()) {
    return ApiError::ResourceNotFound("Requested resource not found: Shard is not there or not open");
  }
  if (found->hash_begin == found->hash_last) {
    return ApiError::Validation("The shard has a single hash and cannot be split: " + found->shard_id);
  }
  return static_cast<std::size_t>(found - shards.begin());
}

Positions OpenedUntil(const TableDescription& table, UnixMillis opened_until) {
  Positions positions;
  for (std::size_t i = 0; i < table.open_shards.size(); ++i) {
    const auto opened_at = OpeningTimeOf(table.open_shards[i].shard_id);
    if (opened_at && *opened_at <= opened_until) positions.push_back(i);
  }
  return positions;
}

}  // namespace

Result<ShardSplit> SplitShard(Database& database, std::string_view namespace_name, std::string_view table_name,
                              std::string_view shard_id) {
  ShardSplit split;
  const auto change = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    TABLEROCK_ASSIGN(const std::size_t position, PositionToSplit(table, shard_id));
    split.parent_shard_id = table.open_shards[position].shard_id;
    TABLEROCK_ASSIGN(split.child_shard_ids, Replace(database, {position}, 2, table, batch));
    return {};
  };
  TABLEROCK_ASSIGN(const TableHandle table, database.catalog().Alter(namespace_name, table_name, change));
  TABLEROCK_TRY(FinishClosing(database, table->description()));
  return split;
}

Result<void> RollShards(Database& database, std::string_view namespace_name, std::string_view table_name,
                        UnixMillis opened_until) {
  const TableHandle found = database.catalog().Find(namespace_name, table_name);
  if (!found) return ApiError::TableNotFound(table_name);
  if (OpenedUntil(found->description(), opened_until).empty()) return {};
  const auto change = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    const Positions positions = OpenedUntil(table, opened_until);  // fewer, if another change came first
    if (positions.empty()) return {};
    TABLEROCK_TRY(Replace(database, positions, 1, table, batch));
    return {};
  };
  TABLEROCK_ASSIGN(const TableHandle table, database.catalog().Alter(namespace_name, table_name, change));
  return FinishClosing(database, table->description());
}

Result<UnixMillis> RollOldShards(Database& database) {
  const std::int64_t life = database.options().shard_life_millis;
  const UnixMillis now = database.clock().Now();
  for (const TableHandle& table : database.catalog().AllTables()) {
    const TableDescription& description = table->description();
    const auto rolled = RollShards(database, description.namespace_name, description.name, now - life);
    if (!rolled && rolled.error().type() != ErrorType::kResourceNotFound) return rolled.error();
  }
  UnixMillis due = now + life;
  for (const TableHandle& table : database.catalog().AllTables()) {
    for (const OpenShard& shard : table->description().open_shards) {
      due = std::min(due, OpeningTimeOf(shard.shard_id).value_or(now) + life);
    }
  }
  return due;
}

}  // namespace tablerock
