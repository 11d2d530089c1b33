#include "changes/reader_thread.h"

#include <chrono>
#include <cstdint>
#include <utility>

#include <pthread.h>

namespace tablerock {
namespace {

constexpr std::chrono::hours kLong{24};

}  // namespace

void ReaderThread::Start(const char* name, std::function<WakeTime()> step) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || thread_.joinable()) return;
  thread_ = std::thread([this, name, step = std::move(step)] {
    ::pthread_setname_np(::pthread_self(), name);
    Run(step);
  });
}

void ReaderThread::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  database_.change_signal().Ring();
  if (thread_.joinable()) thread_.join();
}

void ReaderThread::Run(const std::function<WakeTime()>& step) {
  while (!stopping_) {
    // Read before the step, so that what comes meanwhile is not slept over.
    const std::uint64_t rings = database_.change_signal().rings();
    const WakeTime wake_at = step();
    database_.change_signal().WaitUntil(rings, wake_at.value_or(SteadyClock::now() + kLong));
  }
}

}  // namespace tablerock
