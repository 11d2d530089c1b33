// SequenceLatch: gives out the sequence numbers of the change log and knows which of them are still being written.
// A number is a hybrid clock: 44 bits of milliseconds, 20 of counter (overflow borrows the next millisecond), never
// going back, so the log is ordered by time as well as by commit. Thread-safe.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>

#include "core/clock.h"
#include "core/result.h"

namespace tablerock {

using SequenceNumber = std::uint64_t;

constexpr UnixMillis MillisOf(SequenceNumber number) { return static_cast<UnixMillis>(number >> 20U); }
constexpr SequenceNumber FirstSequenceNumberAt(UnixMillis millis) { return static_cast<SequenceNumber>(millis) << 20U; }

class SequenceLatch {
 public:
  // A run of numbers in flight: taken before the batch is written, released when it has committed or failed.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(Ticket&& other) noexcept;
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket();
    SequenceNumber first() const { return first_; }  // then first() + 1 …

   private:
    friend class SequenceLatch;
    SequenceLatch* latch_ = nullptr;
    SequenceNumber first_ = 0;
  };

  // Persists a new high mark before any number above the old one is given out; a restart begins behind it.
  using KeepHighMark = std::function<Result<void>(SequenceNumber high_mark)>;

  // `floor`: no number up to this is given out.
  SequenceLatch(const Clock& clock, SequenceNumber floor, KeepHighMark keep_high_mark);

  // `count` consecutive numbers, in flight until the ticket dies. Error: the high mark could not be kept.
  Result<Ticket> Assign(std::uint32_t count);
  // Every number below this has committed or failed. A reader takes it first and its snapshot after.
  SequenceNumber Watermark() const;
  // The highest number given out. The clock is never set below its time.
  SequenceNumber Highest() const;

 private:
  struct InFlight {
    SequenceNumber first;
    bool released;
  };
  void Release(SequenceNumber first);

  const Clock& clock_;
  KeepHighMark keep_high_mark_;
  mutable std::mutex mutex_;
  SequenceNumber last_;
  SequenceNumber high_mark_ = 0;
  std::deque<InFlight> in_flight_;  // ascending
};

}  // namespace tablerock
