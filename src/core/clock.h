// The two clocks. Clock is what the service's rules see (stamps, expiry, iterator and token life) and can be frozen and
// advanced; SteadyClock is for sockets, retries and shutdown, and no one moves it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>

namespace tablerock {

// Milliseconds since 1970-01-01T00:00:00Z.
using UnixMillis = std::int64_t;

// Thread-safe.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  UnixMillis Now() const;
  // Stops the clock at the time that it shows. Advance and Set then move it; Resume lets it run on from there.
  void Freeze();
  void Resume();
  void Set(UnixMillis now);
  void Advance(std::int64_t millis);
  bool frozen() const { return frozen_at_.load(std::memory_order_acquire) != kRunning; }

 private:
  static constexpr UnixMillis kRunning = INT64_MIN;

  mutable std::mutex mutex_;  // guards changes; Now reads the atomics alone
  std::atomic<UnixMillis> offset_millis_{0};
  std::atomic<UnixMillis> frozen_at_{kRunning};
};

using SteadyClock = std::chrono::steady_clock;

}  // namespace tablerock
