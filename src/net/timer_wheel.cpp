#include "net/timer_wheel.h"

#include <algorithm>

namespace tablerock {

TimerWheel::Ring::Ring() { previous_ = next_ = this; }
TimerWheel::Ring::~Ring() {
  while (!empty()) front().Unlink();
  previous_ = next_ = nullptr;
}
bool TimerWheel::Ring::empty() const { return next_ == this; }
TimerWheel::Entry& TimerWheel::Ring::front() const { return *next_; }

void TimerWheel::Ring::Append(Entry& entry) {
  entry.previous_ = previous_;
  entry.next_ = this;
  previous_->next_ = &entry;
  previous_ = &entry;
}

void TimerWheel::Entry::Unlink() {
  if (wheel_ == nullptr) return;
  previous_->next_ = next_;
  next_->previous_ = previous_;
  previous_ = next_ = nullptr;
  --wheel_->entries_;
  wheel_ = nullptr;
}

TimerWheel::TimerWheel(boost::asio::io_context& context, std::chrono::milliseconds tick)
    : timer_(context.get_executor()), tick_(tick), start_(SteadyClock::now()) {}

TimerWheel::~TimerWheel() = default;

void TimerWheel::Set(Entry& entry, std::chrono::milliseconds after) {
  if (!ticking_) StartTicking();
  // One tick more, since the present one is partly over.
  const std::int64_t deadline = now_tick_ + (after + tick_ - std::chrono::nanoseconds(1)) / tick_ + 1;
  entry.deadline_tick_ = deadline;
  // A later deadline leaves the entry where it is: it is moved on when its slot comes up.
  if (entry.wheel_ != nullptr && deadline >= entry.slot_tick_) return;
  entry.Unlink();
  Link(entry, deadline);
}

void TimerWheel::Link(Entry& entry, std::int64_t tick) {
  entry.slot_tick_ = tick;
  entry.wheel_ = this;
  ++entries_;
  slots_[static_cast<std::size_t>(tick) % kSlots].Append(entry);
}

void TimerWheel::StartTicking() {
  ticking_ = true;
  now_tick_ = (SteadyClock::now() - start_) / tick_;
  WaitForTick();
}

void TimerWheel::WaitForTick() {
  timer_.expires_at(start_ + (now_tick_ + 1) * tick_);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    Turn();
    if (entries_ > 0) {
      WaitForTick();
    } else {
      ticking_ = false;
    }
  });
}

void TimerWheel::Turn() {
  const std::int64_t first = now_tick_ + 1;
  now_tick_ = std::max((SteadyClock::now() - start_) / tick_, first);
  // After a long pause each slot is due at most once.
  const std::int64_t last = std::min(now_tick_, first + static_cast<std::int64_t>(kSlots) - 1);
  for (std::int64_t tick = first; tick <= last; ++tick) {
    // Into a ring of its own first: what is set again meanwhile may come back to this slot.
    Ring due;
    Ring& slot = slots_[static_cast<std::size_t>(tick) % kSlots];
    while (!slot.empty()) {
      Entry& entry = slot.front();
      entry.Unlink();
      entry.wheel_ = this;
      ++entries_;
      due.Append(entry);
    }
    while (!due.empty()) {
      Entry& entry = due.front();
      entry.Unlink();
      if (entry.slot_tick_ > now_tick_) {
        Link(entry, entry.slot_tick_);  // a later round of the wheel
      } else if (entry.deadline_tick_ > now_tick_) {
        Link(entry, entry.deadline_tick_);
      } else {
        entry.OnTimeOut();
      }
    }
  }
}

}  // namespace tablerock
