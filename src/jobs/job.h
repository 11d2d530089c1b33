// Job: work too long for a request, done by the background in bounded steps. Behind each stands a catalog entry of kind
// `job` that an operation wrote in its own batch; a job ends by deleting it in the batch of its last step, so that a
// crash at any point leaves either all of the job still to do, or what is left of it, or nothing.
#pragma once

#include <cstdint>

#include "core/result.h"

namespace tablerock {

enum class JobProgress : std::uint8_t { kMoreToDo, kDone };

// Belongs to the thread that steps it.
class Job {
 public:
  virtual ~Job() = default;
  // Some milliseconds of work. Takes no lock from one step to the next. After an error the step may be tried again.
  virtual Result<JobProgress> Step() = 0;
};

}  // namespace tablerock
