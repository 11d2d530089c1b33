#include "core/clock.h"

namespace tablerock {
namespace {

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
  const std::lock_guard lock(mutex_);
  if (frozen_at_.load() == kRunning) frozen_at_.store(SystemMillis() + offset_millis_.load());
}

void Clock::Resume() {
  const std::lock_guard lock(mutex_);
  const UnixMillis frozen_at = frozen_at_.load();
  if (frozen_at == kRunning) return;
  offset_millis_.store(frozen_at - SystemMillis());
  frozen_at_.store(kRunning, std::memory_order_release);
}

void Clock::Set(UnixMillis now) {
  const std::lock_guard lock(mutex_);
  if (frozen_at_.load() != kRunning) {
    frozen_at_.store(now, std::memory_order_release);
  } else {
    offset_millis_.store(now - SystemMillis(), std::memory_order_release);
  }
}

void Clock::Advance(std::int64_t millis) { Set(Now() + millis); }

}  // namespace tablerock
