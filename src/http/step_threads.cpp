#include "http/step_threads.h"

#include <algorithm>
#include <exception>

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

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
      ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
      Run();
    });
  }
}

void StepThreads::Run() {
  while (true) {
    try {
      context_.run();
      return;
    } catch (const std::exception& error) {
      // Out of memory, most likely: whose step it was is closed, the others are worked on.
      log_.Write(LogLevel::kError, "a connection was dropped", {{"cause", error.what()}});
    }
  }
}

}  // namespace tablerock
