// TimerWheel: the socket time-outs of one thread. Setting one costs a few instructions and no system call; the price is
// that a time-out comes up to two ticks late. Ticks only while there is something to wait for. Belongs to one thread.
#pragma once

#include <array>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>

#include "core/clock.h"

namespace tablerock {

class TimerWheel {
 public:
  // What waits: a base class, so that it needs no allocation. Leaves its wheel when it ends.
  class Entry {
   public:
    Entry(const Entry&) = delete;
    Entry& operator=(const Entry&) = delete;

   protected:
    Entry() = default;
    ~Entry() { Unlink(); }

   private:
    friend class TimerWheel;
    virtual void OnTimeOut() = 0;
    void Unlink();

    TimerWheel* wheel_ = nullptr;  // where it is linked
    Entry* previous_ = nullptr;
    Entry* next_ = nullptr;
    std::int64_t slot_tick_ = 0;      // when the wheel looks at it
    std::int64_t deadline_tick_ = 0;  // when its time is over; at or behind slot_tick_
  };

  TimerWheel(boost::asio::io_context& context, std::chrono::milliseconds tick);
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;
  ~TimerWheel();

  // Calls entry.OnTimeOut() once `after` has passed, in place of what the entry waited for before. The entry may end in
  // it.
  void Set(Entry& entry, std::chrono::milliseconds after);
  void Cancel(Entry& entry) { entry.Unlink(); }

 private:
  static constexpr std::size_t kSlots = 256;

  // The head of a ring of entries.
  struct Ring final : Entry {
    Ring();
    ~Ring();
    void OnTimeOut() override {}
    bool empty() const;
    Entry& front() const;
    void Append(Entry& entry);
  };

  void Link(Entry& entry, std::int64_t tick);
  void StartTicking();
  void WaitForTick();
  void Turn();

  boost::asio::basic_waitable_timer<SteadyClock, boost::asio::wait_traits<SteadyClock>,
                                    boost::asio::io_context::executor_type>
      timer_;
  const SteadyClock::duration tick_;
  SteadyClock::time_point start_;
  std::int64_t now_tick_ = 0;  // as of the last turn
  std::size_t entries_ = 0;
  bool ticking_ = false;
  std::array<Ring, kSlots> slots_;
};

}  // namespace tablerock
