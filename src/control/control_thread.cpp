#include "control/control_thread.h"

#include <utility>

#include <pthread.h>

namespace tablerock {

ControlThread::ControlThread(const ControlApi& api) : api_(api) {
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "control");
    Run();
  });
}

ControlThread::~ControlThread() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void ControlThread::Submit(ControlRequest request, Done done) {
  {
    const std::lock_guard lock(mutex_);
    calls_.push_back({std::move(request), std::move(done)});
  }
  changed_.notify_all();
}

void ControlThread::Run() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !calls_.empty(); });
    if (calls_.empty()) return;
    const Call call = std::move(calls_.front());
    calls_.pop_front();
    lock.unlock();
    call.done(api_.Handle(call.request));
    lock.lock();
  }
}

}  // namespace tablerock
