// DeliveryLane: one shard's way to a Kinesis data stream. It keeps a window of the records that come next; a call takes
// the first of each item in it, so that no record of an item is sent before the stream has taken the one before it,
// however many of a call the stream takes. What everything is done below is kept in the catalog. One thread.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "changes/reader_wake.h"
#include "changes/shard_tail.h"
#include "core/clock.h"
#include "deliveries/kinesis_client.h"

namespace tablerock {

class DeliveryLane {
 public:
  // `next`: everything below it is delivered. The database outlives it.
  DeliveryLane(Database& database, Shard shard, SequenceNumber next);

  struct Step {
    bool refused = false;  // nothing of a call was taken
    WakeTime wake_at;      // without a change, nothing is to be done before
  };
  // Sends one call, if there is something to send and the pause after a failure is over.
  Step Advance(const Delivery& delivery, KinesisClient& client, SteadyClock::time_point now);

  // The next call need not wait for a pause.
  void EndPause() { retry_at_ = {}; }
  // The shard is closed, and all of it is delivered.
  bool done() const { return window_.empty() && tail_.at_end(); }
  std::size_t waiting() const { return window_.size(); }
  const Shard& shard() const { return tail_.shard(); }
  void SetLast(SequenceNumber last) { tail_.SetLast(last); }

 private:
  Result<void> Fill(const Delivery& delivery);
  Result<bool> Add(ShardRecord stored, const Delivery& delivery);
  std::vector<const DeliveryRecord*> NextCall() const;
  void OnOutcome(const Delivery& delivery, const std::vector<const DeliveryRecord*>& call,
                 const PutRecordsOutcome& outcome, SteadyClock::time_point now);
  void SavePosition(const Delivery& delivery);

  Database& database_;
  ShardTail tail_;
  std::deque<DeliveryRecord> window_;  // read and not delivered, in order
  std::size_t window_bytes_ = 0;
  SequenceNumber saved_;  // the position as it is kept
  SteadyClock::time_point retry_at_;
  std::chrono::milliseconds pause_{0};
};

}  // namespace tablerock
