// Alarm: the earliest time, by the database's Clock, at which a background job has something to do. Whoever brings work
// sets it no later; the job takes it back before it looks for what there is. Thread-safe; no lock.
#pragma once

#include <atomic>
#include <limits>

#include "core/clock.h"
#include "core/job_signal.h"

namespace tablerock {

class Alarm {
 public:
  // Rung whenever the time comes forward. Outlives the alarm.
  explicit Alarm(JobSignal& signal) : signal_(signal) {}

  UnixMillis due() const { return due_.load(); }
  // REQUIRES: the work is there already for the job to find.
  void SetNoLaterThan(UnixMillis due) {
    UnixMillis known = due_.load();
    while (due < known) {
      if (!due_.compare_exchange_weak(known, due)) continue;
      signal_.Ring();
      return;
    }
  }
  // Takes the alarm back, to kNever. What is brought from then on sets it again, so a job that looks afterwards and
  // sets it to the earliest that is left misses nothing.
  void Clear() { due_.store(kNever); }

 private:
  JobSignal& signal_;
  // At first whatever the time is: nobody has looked yet.
  std::atomic<UnixMillis> due_{std::numeric_limits<UnixMillis>::min()};
};

}  // namespace tablerock
