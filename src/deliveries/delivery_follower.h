// DeliveryFollower: one delivery at work: the shards that it reads, each in a lane. A shard is read when every earlier
// one that has hashes in common with it is delivered, so that the records of an item go in their order, whether shards
// were split, closed by age, or by a change of the log's readers. One thread; blocks while a call is under way.
#pragma once

#include <cstdint>
#include <map>
#include <memory>

#include "changes/delivery.h"
#include "deliveries/delivery_lane.h"

namespace tablerock {

class DeliveryFollower {
 public:
  // What it refers to outlives it. Error: of the store.
  static Result<std::unique_ptr<DeliveryFollower>> Make(Database& database, Delivery delivery);

  // Its entry in the catalog has changed: it was ended, or has another precision.
  void Change(Delivery delivery);
  // Each shard that may sends one call. Returns when to step again at the latest; nothing: upon a change.
  WakeTime Step(KinesisClient& client, SteadyClock::time_point now);
  // It was ended and has nothing more to send, or what is left is not taken.
  bool finished() const { return finished_; }
  const Delivery& delivery() const { return delivery_; }

 private:
  struct Lane {
    std::unique_ptr<DeliveryLane> lane;
    bool may_send = false;
  };
  DeliveryFollower(Database& database, Delivery delivery) : database_(database), delivery_(std::move(delivery)) {}

  // Sees which shards there are now.
  Result<void> Refresh();
  void ForgetShardsBut(const std::map<std::uint32_t, Shard>& shards);
  void SeeWhichMaySend();
  void GiveUp();

  Database& database_;
  Delivery delivery_;
  DeliveryPositions positions_;              // as they were kept when it was made
  std::map<std::uint32_t, Lane> lanes_;      // by shard number, in the order of their opening
  std::uint64_t seen_changes_ = UINT64_MAX;  // of the catalog
  bool settled_ = false;                     // every shard that is not open has its end
  bool finished_ = false;
};

}  // namespace tablerock
