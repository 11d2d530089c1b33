// ShardLane: one shard's way to a function, or with a ParallelizationFactor one of the parts of it that go side by
// side: the records of one item key are always in the same lane, and a lane's records are in order. A small state
// machine:
//
//   gathering ── batch full, window over ──▶ delivering ⇄ running (the function has the batch)
//       ▲                                        │ pauses between attempts
//       └───────────── batch settled ────────────┘          at the end of a closed shard: done
//
// Its owner steps it, runs the function for it and tells it the outcome. One thread at a time; never blocks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "changes/reader_wake.h"
#include "changes/shard_tail.h"
#include "changes/stream.h"
#include "functions/batch_delivery.h"
#include "functions/filter_pattern.h"
#include "functions/function_target.h"
#include "functions/mapping_store.h"

namespace tablerock {

// The settings as lanes use them; the same for all lanes of a mapping.
struct LaneSettings {
  EventSourceMapping mapping;
  std::vector<FilterPattern> filters;
  DeliveryRules rules;

  // Error: a pattern is none, which ReadMapping would have refused.
  static Result<std::shared_ptr<const LaneSettings>> Of(EventSourceMapping mapping);
};

class ShardLane {
 public:
  // `position.next` is where it begins; everything it refers to outlives it.
  ShardLane(Database& database, MappingStore& store, std::shared_ptr<const LaneSettings> settings, const Stream& stream,
            Shard shard, const LanePosition& position);

  struct Step {
    bool invoke = false;  // the function is to be run on WriteNextEvent()
    WakeTime wake_at;     // without a change, nothing is to be done before
  };
  // Does what can be done now, a bounded amount.
  Step Advance(SteadyClock::time_point now);
  // The event to invoke the function with, after Advance said so.
  std::string WriteNextEvent() const { return WriteEvent(delivery_->next()); }
  std::size_t next_record_count() const { return delivery_->next().size(); }
  // REQUIRES: running().
  void OnOutcome(const InvocationOutcome& outcome, SteadyClock::time_point now);

  bool running() const { return running_; }
  // The shard is closed, and all of it is settled.
  bool done() const { return done_; }
  const Shard& shard() const { return tail_.shard(); }
  // The shard was closed since.
  void SetLast(SequenceNumber last) { tail_.SetLast(last); }

 private:
  // Reads one page of records into the batch.
  Result<void> ReadPage();
  // False: the record is not for this batch any more.
  Result<bool> Add(ShardRecord stored);
  bool IsWanted(const EventRecord& event) const;
  bool IsForThisLane(const StreamRecord& record) const;
  bool BatchIsFull() const;
  Step Gather(SteadyClock::time_point now);
  Step AfterReading(SteadyClock::time_point now);
  Step Deliver(SteadyClock::time_point now);
  void Report(const Discard& discard);
  void SavePosition(SequenceNumber next);

  Database& database_;
  MappingStore& store_;
  const std::shared_ptr<const LaneSettings> settings_;
  const EventPlace place_;
  LanePosition position_;  // as it is kept
  ShardTail tail_;
  std::vector<EventRecord> batch_;
  std::size_t batch_bytes_ = 0;
  bool batch_closed_ = false;  // the next record did not fit
  SteadyClock::time_point window_end_;
  std::optional<BatchDelivery> delivery_;
  SteadyClock::time_point retry_at_;
  bool running_ = false;
  bool done_ = false;
};

}  // namespace tablerock
