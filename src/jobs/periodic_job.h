// PeriodicJob: background work that comes up again and again at times of the database's Clock: trimming, expiry. The
// job runner sleeps until the earliest due() or until Database::job_signal() is rung, which a change of the clock does.
#pragma once

#include "core/clock.h"
#include "core/result.h"

namespace tablerock {

// Belongs to the thread that steps it.
class PeriodicJob {
 public:
  virtual ~PeriodicJob() = default;
  // When there is something to do, by the database's Clock. Asked each time the runner wakes, so it should be cheap;
  // kNever: not before the signal is rung.
  virtual UnixMillis due() = 0;
  // Some milliseconds of what is due, and moves due() on unless there is more of it. Takes no lock from one step to the
  // next. After an error it is tried again a second later.
  virtual Result<void> Step() = 0;
};

}  // namespace tablerock
