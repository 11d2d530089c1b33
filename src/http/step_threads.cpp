#include "http/step_threads.h"

#include <algorithm>

#include <pthread.h>

#include "core/thread_scheduling.h"
#include "http/event_loop.h"

namespace tablerock {

namespace {
// Of two requests that wait for a processor the short one goes first.
constexpr int kNiceness = 5;
}  // namespace

StepThreads::StepThreads(unsigned count, const Log& log)
    : count_(std::max(count, 1U)), log_(log), guard_(context_.get_executor()) {}

StepThreads::~StepThreads() {
  guard_.reset();
  for (std::thread& thread : threads_) thread.join();
}

void StepThreads::Start() {
  threads_.reserve(count_);
  for (unsigned i = 0; i < count_; ++i) {
    threads_.emplace_back([this] {
      ::pthread_setname_np(::pthread_self(), "steps");
      TakeSmallerShare(kNiceness);
      RunEventLoop(context_, log_);
    });
  }
}

}  // namespace tablerock
