#include "deliveries/delivery_follower.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/error_reason.h"

namespace tablerock {
namespace {

bool HaveHashesInCommon(const Shard& a, const Shard& b) {
  return a.hash_begin <= b.hash_last && b.hash_begin <= a.hash_last;
}

}  // namespace

Result<std::unique_ptr<DeliveryFollower>> DeliveryFollower::Make(Database& database, Delivery delivery) {
  std::unique_ptr<DeliveryFollower> follower(new DeliveryFollower(database, std::move(delivery)));
  TABLEROCK_ASSIGN(follower->positions_, LoadDeliveryPositions(database, follower->delivery_));
  return follower;
}

void DeliveryFollower::Change(Delivery delivery) {
  const bool ends = delivery.end_shard && !delivery_.end_shard;
  delivery_ = std::move(delivery);
  if (!ends) return;
  // What is left is tried once more, now.
  for (auto& [number, lane] : lanes_) lane.lane->EndPause();
}

// ---- which shards there are

Result<void> DeliveryFollower::Refresh() {
  const std::uint64_t changes = database_.catalog().changes();
  TABLEROCK_ASSIGN(std::vector<Shard> found, ShardsOf(database_, delivery_));
  std::map<std::uint32_t, Shard> shards;
  for (Shard& shard : found) shards.emplace(shard.number, std::move(shard));
  ForgetShardsBut(shards);
  settled_ = true;
  for (auto& [number, shard] : shards) {
    if (!shard.last && !IsOpen(database_, shard)) settled_ = false;
    Lane& lane = lanes_[number];
    if (!lane.lane) {
      const auto kept = positions_.find(number);
      const SequenceNumber next = kept == positions_.end() ? shard.first : kept->second;
      lane.lane = std::make_unique<DeliveryLane>(database_, std::move(shard), next);
    } else if (shard.last) {
      lane.lane->SetLast(*shard.last);
    }
  }
  SeeWhichMaySend();
  seen_changes_ = changes;
  return {};
}

// Their records are past their 24 hours.
void DeliveryFollower::ForgetShardsBut(const std::map<std::uint32_t, Shard>& shards) {
  for (auto lane = lanes_.begin(); lane != lanes_.end();) {
    if (shards.count(lane->first) != 0) {
      ++lane;
      continue;
    }
    if (!DeleteDeliveryPosition(database_, delivery_, lane->first)) return;
    positions_.erase(lane->first);
    if (lane->second.lane->waiting() != 0) {
      database_.log().Write(LogLevel::kError, "changes were not taken by a Kinesis data stream for 24 hours",
                            {{"stream", delivery_.stream_arn}, {"table", delivery_.table_name}});
    }
    lane = lanes_.erase(lane);
  }
}

void DeliveryFollower::SeeWhichMaySend() {
  std::vector<const Shard*> undelivered;
  for (auto& [number, lane] : lanes_) {
    lane.may_send = false;
    if (lane.lane->done()) continue;
    const Shard& shard = lane.lane->shard();
    lane.may_send = std::none_of(undelivered.begin(), undelivered.end(),
                                 [&](const Shard* earlier) { return HaveHashesInCommon(*earlier, shard); });
    undelivered.push_back(&shard);
  }
}

// ---- stepping

WakeTime DeliveryFollower::Step(KinesisClient& client, SteadyClock::time_point now) {
  if (finished_) return std::nullopt;
  if (!settled_ || seen_changes_ != database_.catalog().changes()) {
    if (const auto refreshed = Refresh(); !refreshed) {
      database_.log().Write(LogLevel::kError, "the shards of a delivery cannot be read and will be looked up again",
                            {{"stream", delivery_.stream_arn}, {"reason", ReasonOf(refreshed.error())}});
      settled_ = false;
      return now + kAfterStoreError;
    }
  }
  WakeTime wake_at;
  bool one_is_done = false;
  for (auto& [number, lane] : lanes_) {
    if (!lane.may_send) continue;
    const DeliveryLane::Step step = lane.lane->Advance(delivery_, client, now);
    if (step.refused && delivery_.end_shard) {
      GiveUp();
      return std::nullopt;
    }
    wake_at = EarlierOf(wake_at, step.wake_at);
    one_is_done = one_is_done || lane.lane->done();
  }
  if (one_is_done) {
    SeeWhichMaySend();
    wake_at = now;  // others may send now
  }
  finished_ = delivery_.end_shard && settled_ &&
              std::all_of(lanes_.begin(), lanes_.end(), [](const auto& entry) { return entry.second.lane->done(); });
  return finished_ ? std::nullopt : wake_at;
}

void DeliveryFollower::GiveUp() {
  finished_ = true;
  database_.log().Write(LogLevel::kWarning,
                        "what was written before a Kinesis destination was disabled is not all sent",
                        {{"stream", delivery_.stream_arn}, {"table", delivery_.table_name}});
}

}  // namespace tablerock
