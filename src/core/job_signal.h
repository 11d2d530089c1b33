// JobSignal: rung by whoever leaves work for the background; `jobs` waits on it. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "core/clock.h"

namespace tablerock {

class JobSignal {
 public:
  void Ring() {
    {
      const std::lock_guard lock(mutex_);
      ++rings_;
    }
    condition_.notify_all();
  }
  // Waits until it has been rung since `seen` was read, or until `deadline`. Returns the count to wait on next.
  std::uint64_t WaitUntil(std::uint64_t seen, SteadyClock::time_point deadline) {
    std::unique_lock lock(mutex_);
    condition_.wait_until(lock, deadline, [&] { return rings_ != seen; });
    return rings_;
  }
  std::uint64_t rings() const {
    const std::lock_guard lock(mutex_);
    return rings_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable condition_;
  std::uint64_t rings_ = 0;
};

}  // namespace tablerock
