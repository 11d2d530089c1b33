// ControlThread: answers control requests one after the other on a thread of its own, so that none holds up a thread
// that serves the service's API: a handler may wait at a table's barrier, or run a week's work of the clock.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "control/control_api.h"

namespace tablerock {

// Thread-safe.
class ControlThread {
 public:
  using Done = std::function<void(ControlReply reply)>;

  // `api` is complete, and outlives this.
  explicit ControlThread(const ControlApi& api);
  // Answers what has been submitted, then ends.
  ~ControlThread();
  ControlThread(const ControlThread&) = delete;
  ControlThread& operator=(const ControlThread&) = delete;

  // `done` is called once, on the control thread.
  void Submit(ControlRequest request, Done done);

 private:
  struct Call {
    ControlRequest request;
    Done done;
  };

  void Run();

  const ControlApi& api_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Call> calls_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace tablerock
