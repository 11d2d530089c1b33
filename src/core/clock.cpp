#include "core/clock.h"

#include <utility>

namespace tablerock {
namespace {

constexpr std::chrono::milliseconds kLongestSleep = std::chrono::minutes(1);

UnixMillis SystemMillis() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

UnixMillis Clock::Now() const {
  const UnixMillis frozen_at = frozen_at_.load(std::memory_order_acquire);
  return frozen_at != kRunning ? frozen_at : SystemMillis() + offset_millis_.load(std::memory_order_acquire);
}

void Clock::Freeze() {
  {
    const std::lock_guard lock(mutex_);
    if (frozen_at_.load() != kRunning) return;
    frozen_at_.store(SystemMillis() + offset_millis_.load());
  }
  TellListeners();
}

void Clock::Resume() {
  {
    const std::lock_guard lock(mutex_);
    const UnixMillis frozen_at = frozen_at_.load();
    if (frozen_at == kRunning) return;
    offset_millis_.store(frozen_at - SystemMillis());
    frozen_at_.store(kRunning, std::memory_order_release);
  }
  TellListeners();
}

void Clock::Set(UnixMillis now) {
  {
    const std::lock_guard lock(mutex_);
    if (frozen_at_.load() != kRunning) {
      frozen_at_.store(now, std::memory_order_release);
    } else {
      offset_millis_.store(now - SystemMillis(), std::memory_order_release);
    }
  }
  TellListeners();
}

void Clock::Advance(std::int64_t millis) { Set(Now() + millis); }

Clock::Subscription Clock::OnMove(Listener listener) {
  const std::lock_guard lock(listeners_mutex_);
  Subscription subscription;
  subscription.clock_ = this;
  subscription.listener_ = listeners_.insert(listeners_.end(), std::move(listener));
  return subscription;
}

void Clock::TellListeners() {
  const std::lock_guard lock(listeners_mutex_);
  for (const Listener& listener : listeners_) listener();
}

SteadyClock::time_point Clock::WakeTimeFor(UnixMillis due) const {
  const SteadyClock::time_point now = SteadyClock::now();
  if (frozen()) return now + kLongestSleep;
  const UnixMillis shown = Now();
  if (due <= shown) return now;
  // Compared before it is subtracted from: `due` may be kNever.
  const bool soon = due < shown + kLongestSleep.count();
  return now + (soon ? std::chrono::milliseconds(due - shown) : kLongestSleep);
}

Clock::Subscription::Subscription(Subscription&& other) noexcept
    : clock_(std::exchange(other.clock_, nullptr)), listener_(other.listener_) {}

Clock::Subscription& Clock::Subscription::operator=(Subscription&& other) noexcept {
  std::swap(clock_, other.clock_);
  std::swap(listener_, other.listener_);
  return *this;
}

Clock::Subscription::~Subscription() {
  if (clock_ == nullptr) return;
  const std::lock_guard lock(clock_->listeners_mutex_);
  clock_->listeners_.erase(listener_);
}

}  // namespace tablerock
