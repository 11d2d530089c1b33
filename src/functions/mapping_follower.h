// MappingFollower: one event source mapping at work: the streams and shards that it follows, its lanes, its function.
// Shards are read in the order in which the records came: a shard after its parent, a table's stream after the one that
// the table had before. One thread at a time; never blocks but for the moment in which a function's processes end.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "functions/mapping_report.h"
#include "functions/shard_lane.h"

namespace tablerock {

class MappingFollower {
 public:
  // `kept`: the mapping stands in the catalog; otherwise it comes from a file and its changes end with the server.
  // Error: of the store. What it refers to outlives it.
  static Result<std::unique_ptr<MappingFollower>> Make(Database& database, MappingStore& store,
                                                       EventSourceMapping mapping, bool kept);

  // From here on it runs its function.
  void Begin(const FunctionSurroundings& surroundings);

  struct Invocation {
    ShardLane* lane = nullptr;  // lives until its outcome was told
    std::shared_ptr<FunctionTarget> target;
    std::string event;
    std::size_t record_count = 0;
  };
  // Does what can be done now and says what is to be run. Returns when to step again at the latest; nothing: upon a
  // change. REQUIRES: Begin was called.
  WakeTime Step(SteadyClock::time_point now, const std::function<void(Invocation invocation)>& invoke);
  void OnOutcome(ShardLane& lane, const InvocationOutcome& outcome, SteadyClock::time_point now);

  // Takes effect when no call is running any more. Error: of the store, and nothing is changed.
  Result<void> Change(EventSourceMapping mapping);
  Result<void> Delete();
  // Deleted, and no call is running.
  bool gone() const { return deleting_ && running_ == 0; }
  // Ends the calls that are running.
  void Cancel();

  bool kept() const { return kept_; }
  const EventSourceMapping& mapping() const { return pending_ ? *pending_ : settings_->mapping; }
  Document Report() const;

 private:
  // Of label, table and shard id, and lane: in this order the records came.
  struct LaneKey {
    std::string stream_label;
    std::string shard_id;
    std::uint32_t lane;
    auto operator<=>(const LaneKey&) const = default;
  };
  MappingFollower(Database& database, MappingStore& store, bool kept)
      : database_(database), store_(store), kept_(kept) {}

  Result<void> FindStart();
  void ApplyPending();
  // Sees which streams and shards there are now.
  Result<void> Refresh();
  Result<std::vector<Stream>> StreamsToFollow();
  Result<void> FollowShard(const Stream& stream, const Shard& shard);
  Result<std::vector<LanePosition>> PositionsOf(const Stream& stream, const Shard& shard);
  void ForgetShardsBut(const std::set<std::string>& shard_ids);

  Database& database_;
  MappingStore& store_;
  const bool kept_;
  FunctionSurroundings surroundings_;
  std::shared_ptr<const LaneSettings> settings_;
  std::optional<EventSourceMapping> pending_;
  bool deleting_ = false;
  SequenceNumber start_ = 0;             // no record below it is for this mapping
  std::vector<LanePosition> positions_;  // as found when the settings took effect
  std::map<LaneKey, std::unique_ptr<ShardLane>> lanes_;
  std::shared_ptr<FunctionTarget> target_;
  std::uint64_t seen_changes_ = UINT64_MAX;  // of the catalog
  bool settled_ = false;                     // nothing is to be looked up again: no shard is closing
  std::size_t running_ = 0;
  std::string stream_arn_;  // the newest stream's
  MappingHistory history_;
};

}  // namespace tablerock
