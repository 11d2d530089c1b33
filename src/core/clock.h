// The two clocks. Clock is what the service's rules see (stamps, expiry, iterator and token life) and can be frozen and
// moved; SteadyClock is for sockets, retries and shutdown, and no one moves it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <list>
#include <mutex>

namespace tablerock {

// Milliseconds since 1970-01-01T00:00:00Z.
using UnixMillis = std::int64_t;
inline constexpr UnixMillis kNever = std::numeric_limits<UnixMillis>::max();

using SteadyClock = std::chrono::steady_clock;

// Thread-safe. Who waits for a time of this clock sleeps until WakeTimeFor it, and subscribes, to be woken when the
// clock was moved; then it asks Now again.
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

  using Listener = std::function<void()>;
  // Ends with its life; the listener is not called any more then.
  class Subscription {
   public:
    Subscription() = default;
    Subscription(Subscription&& other) noexcept;
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription();

   private:
    friend class Clock;
    Clock* clock_ = nullptr;
    std::list<Listener>::iterator listener_;
  };
  // `listener` is called after the clock was frozen, resumed, set or advanced, on the thread that did it. It moves no
  // clock and ends no subscription; ringing a JobSignal is what it is for. The clock outlives the subscription.
  [[nodiscard]] Subscription OnMove(Listener listener);

  // How long to sleep if nothing moves the clock until it shows `due`; at most a minute, since the system's own clock
  // can be set and a machine can be put to sleep. While frozen that minute: only a move brings anything about then.
  SteadyClock::time_point WakeTimeFor(UnixMillis due) const;

 private:
  static constexpr UnixMillis kRunning = INT64_MIN;

  void TellListeners();

  mutable std::mutex mutex_;  // guards changes; Now reads the atomics alone
  std::atomic<UnixMillis> offset_millis_{0};
  std::atomic<UnixMillis> frozen_at_{kRunning};
  std::mutex listeners_mutex_;  // held while they are called
  std::list<Listener> listeners_;
};

}  // namespace tablerock
