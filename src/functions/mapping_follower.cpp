#include "functions/mapping_follower.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/error_reason.h"

namespace tablerock {
namespace {

// The newest of a table's streams; nothing if it has none.
const Stream* NewestOf(const std::vector<Stream>& streams) {
  const auto newest = std::max_element(streams.begin(), streams.end(),
                                       [](const Stream& a, const Stream& b) { return a.label < b.label; });
  return newest == streams.end() ? nullptr : &*newest;
}

}  // namespace

Result<std::unique_ptr<MappingFollower>> MappingFollower::Make(Database& database, MappingStore& store,
                                                               EventSourceMapping mapping, bool kept) {
  std::unique_ptr<MappingFollower> follower(new MappingFollower(database, store, kept));
  follower->history_.last_modified = database.clock().Now();
  TABLEROCK_ASSIGN(follower->settings_, LaneSettings::Of(std::move(mapping)));
  TABLEROCK_TRY(follower->FindStart());
  TABLEROCK_ASSIGN(follower->positions_, store.LoadPositions(follower->mapping().uuid));
  return follower;
}

// Found once: LATEST means behind what there was when the mapping began, also for a table that is made later and for a
// server that is started again.
Result<void> MappingFollower::FindStart() {
  const EventSourceMapping& mapping = settings_->mapping;
  TABLEROCK_ASSIGN(const auto known, store_.LoadStart(mapping.uuid));
  if (known) {
    start_ = *known;
    return {};
  }
  start_ = database_.sequences().Highest() + 1;
  if (mapping.starting_position != StartingPosition::kLatest) {
    TABLEROCK_ASSIGN(std::vector<Stream> streams, ListStreamsOf(database_, mapping.namespace_name, mapping.table_name));
    // Of a table that was deleted and made again, the streams of before are not meant.
    const Stream* const newest = NewestOf(streams);
    if (!mapping.stream_label.empty()) {
      start_ = 0;
    } else if (newest != nullptr) {
      TABLEROCK_ASSIGN(const std::vector<Shard> shards, ShardsOf(database_, *newest));
      for (const Shard& shard : shards) start_ = std::min(start_, shard.first);
    }
    if (mapping.starting_position == StartingPosition::kAtTimestamp) {
      const auto millis = static_cast<UnixMillis>(std::llround(mapping.starting_position_timestamp * 1000));
      start_ = std::max(start_, FirstSequenceNumberAt(std::max<UnixMillis>(millis, 0)));
    }
  }
  return store_.PutStart(mapping.uuid, start_);
}

void MappingFollower::Begin(const FunctionSurroundings& surroundings) {
  surroundings_ = surroundings;
  target_ = MakeTarget(settings_->mapping, surroundings_, database_.log());
}

// ---- which streams and shards there are

Result<std::vector<Stream>> MappingFollower::StreamsToFollow() {
  const EventSourceMapping& mapping = settings_->mapping;
  TABLEROCK_ASSIGN(std::vector<Stream> streams, ListStreamsOf(database_, mapping.namespace_name, mapping.table_name));
  if (!mapping.stream_label.empty()) {
    std::erase_if(streams, [&](const Stream& stream) { return stream.label != mapping.stream_label; });
  }
  return streams;
}

Result<void> MappingFollower::Refresh() {
  const std::uint64_t changes = database_.catalog().changes();
  TABLEROCK_ASSIGN(const std::vector<Stream> streams, StreamsToFollow());
  settled_ = true;
  std::set<std::string> seen;
  for (const Stream& stream : streams) {
    TABLEROCK_ASSIGN(const std::vector<Shard> shards, ShardsOf(database_, stream));
    for (const Shard& shard : shards) {
      if (shard.last && *shard.last < start_) continue;
      seen.insert(shard.shard_id);
      if (!shard.last && !IsOpen(database_, shard)) settled_ = false;
      TABLEROCK_TRY(FollowShard(stream, shard));
    }
  }
  stream_arn_.clear();
  if (const Stream* const newest = NewestOf(streams)) {
    RequestContext place;
    place.account = settings_->mapping.account;
    place.region = settings_->mapping.region;
    stream_arn_ = StreamArn(place, newest->table_name, newest->label);
  }
  ForgetShardsBut(seen);
  seen_changes_ = changes;
  return {};
}

Result<void> MappingFollower::FollowShard(const Stream& stream, const Shard& shard) {
  const auto known = lanes_.lower_bound({stream.label, shard.shard_id, 0});
  if (known != lanes_.end() && known->first.shard_id == shard.shard_id) {
    for (auto lane = known; lane != lanes_.end() && lane->first.shard_id == shard.shard_id; ++lane) {
      if (shard.last) lane->second->SetLast(*shard.last);
    }
    return {};
  }
  TABLEROCK_ASSIGN(const std::vector<LanePosition> positions, PositionsOf(stream, shard));
  for (const LanePosition& position : positions) {
    lanes_.emplace(LaneKey{stream.label, shard.shard_id, position.lane},
                   std::make_unique<ShardLane>(database_, store_, settings_, stream, shard, position));
  }
  return {};
}

// Where each lane of the shard begins.
Result<std::vector<LanePosition>> MappingFollower::PositionsOf(const Stream& stream, const Shard& shard) {
  const auto lanes = static_cast<std::uint32_t>(settings_->mapping.parallelization_factor);
  std::vector<LanePosition> kept;
  for (const LanePosition& position : positions_) {
    if (position.table_id == stream.table_id && position.shard_number == shard.number) kept.push_back(position);
  }
  std::vector<LanePosition> positions;
  positions.reserve(lanes);
  for (std::uint32_t lane = 0; lane < lanes; ++lane) {
    positions.push_back({stream.table_id, shard.number, lane, lanes, std::max(shard.first, start_)});
  }
  if (kept.empty()) return positions;
  if (kept.front().lanes == lanes) {
    for (const LanePosition& position : kept) positions[position.lane].next = position.next;
    return positions;
  }
  // The factor was changed, and keys are in other lanes now: all begin where the slowest was.
  const bool all_kept = kept.size() == kept.front().lanes;
  const auto slowest = std::min_element(kept.begin(), kept.end(), [](const LanePosition& a, const LanePosition& b) {
                         return a.next < b.next;
                       })->next;
  for (LanePosition& position : positions) {
    if (all_kept) position.next = slowest;
  }
  TABLEROCK_TRY(store_.ReplacePositions(settings_->mapping.uuid, kept, positions));
  return positions;
}

// Their records are gone; so are their entries in the catalog, or soon.
void MappingFollower::ForgetShardsBut(const std::set<std::string>& shard_ids) {
  for (auto lane = lanes_.begin(); lane != lanes_.end();) {
    const bool gone = shard_ids.count(lane->first.shard_id) == 0;
    if (gone && lane->second->running()) {
      settled_ = false;  // it goes when its call has ended
      ++lane;
      continue;
    }
    if (gone) {
      const LanePosition position{lane->second->shard().table_id, lane->second->shard().number, lane->first.lane};
      if (!store_.ReplacePositions(settings_->mapping.uuid, {position}, {})) return;
    }
    lane = gone ? lanes_.erase(lane) : std::next(lane);
  }
}

// ---- stepping

WakeTime MappingFollower::Step(SteadyClock::time_point now, const std::function<void(Invocation invocation)>& invoke) {
  if (deleting_) return std::nullopt;
  if (pending_) {
    if (running_ != 0) return std::nullopt;
    ApplyPending();
  }
  if (!settings_->mapping.enabled) return std::nullopt;
  if (!settled_ || seen_changes_ != database_.catalog().changes()) {
    if (const auto refreshed = Refresh(); !refreshed) {
      database_.log().Write(LogLevel::kError,
                            "the shards of a function's stream cannot be read and will be looked up again",
                            {{"function", settings_->mapping.function_name}, {"reason", ReasonOf(refreshed.error())}});
      settled_ = false;
      return now + kAfterStoreError;
    }
  }
  WakeTime wake_at;
  std::set<std::string> unfinished;  // shards before this lane's
  std::string unfinished_stream;     // the first stream that is not at its end
  for (const auto& [key, lane] : lanes_) {
    if (!unfinished_stream.empty() && key.stream_label != unfinished_stream) break;
    if (unfinished.count(lane->shard().parent_shard_id) == 0) {
      const ShardLane::Step step = lane->Advance(now);
      wake_at = EarlierOf(wake_at, step.wake_at);
      if (step.invoke) {
        ++running_;
        invoke({lane.get(), target_, lane->WriteNextEvent(), lane->next_record_count()});
      }
    }
    if (lane->done()) continue;
    unfinished.insert(key.shard_id);
    unfinished_stream = key.stream_label;
  }
  return wake_at;
}

void MappingFollower::OnOutcome(ShardLane& lane, const InvocationOutcome& outcome, SteadyClock::time_point now) {
  --running_;
  if (deleting_) return;  // nor is its position kept any more
  lane.OnOutcome(outcome, now);
  if (outcome.kind == InvocationOutcome::Kind::kSuccess) history_.last_processing_result = "OK";
  if (outcome.kind == InvocationOutcome::Kind::kFunctionError || outcome.kind == InvocationOutcome::Kind::kNotInvoked) {
    history_.last_processing_result = "PROBLEM: Function call failed";
  }
}

// ---- changing

Result<void> MappingFollower::Change(EventSourceMapping mapping) {
  if (kept_) TABLEROCK_TRY(store_.PutMapping(mapping));
  pending_ = std::move(mapping);
  history_.last_modified = database_.clock().Now();
  return {};
}

void MappingFollower::ApplyPending() {
  auto settings = LaneSettings::Of(*std::exchange(pending_, std::nullopt));
  auto positions = store_.LoadPositions(settings_->mapping.uuid);
  if (!settings || !positions) {
    const ApiError& error = settings ? positions.error() : settings.error();
    database_.log().Write(LogLevel::kError, "the changes of an event source mapping did not take effect",
                          {{"function", settings_->mapping.function_name}, {"reason", ReasonOf(error)}});
    return;
  }
  lanes_.clear();
  settings_ = *std::move(settings);
  positions_ = *std::move(positions);
  target_ = MakeTarget(settings_->mapping, surroundings_, database_.log());
  settled_ = false;
}

Result<void> MappingFollower::Delete() {
  TABLEROCK_TRY(store_.DeleteMapping(settings_->mapping.uuid));
  deleting_ = true;
  return {};
}

void MappingFollower::Cancel() {
  if (target_) target_->Cancel();
}

Document MappingFollower::Report() const {
  MappingState state = mapping().enabled ? MappingState::kEnabled : MappingState::kDisabled;
  if (deleting_) {
    state = MappingState::kDeleting;
  } else if (pending_) {
    state = mapping().enabled ? MappingState::kUpdating : MappingState::kDisabling;
  } else if (mapping().enabled && lanes_.empty()) {
    state = MappingState::kCreating;  // there is no such stream yet
  }
  return MappingReport(mapping(), state, history_, stream_arn_);
}

}  // namespace tablerock
