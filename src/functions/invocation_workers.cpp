#include "functions/invocation_workers.h"

#include <csignal>
#include <utility>

#include <pthread.h>

namespace tablerock {

InvocationWorkers::~InvocationWorkers() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
    calls_.clear();
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void InvocationWorkers::Submit(std::function<void()> call) {
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return;
    calls_.push_back(std::move(call));
    if (calls_.size() > free_threads_ && threads_.size() < threads_max_) {
      ++free_threads_;
      threads_.emplace_back([this] { Run(); });
    }
  }
  changed_.notify_one();
}

void InvocationWorkers::Run() {
  // Signals are for other threads; and a function that reads no more must not end the server by SIGPIPE.
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
  ::pthread_setname_np(::pthread_self(), "function");
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return ending_ || !calls_.empty(); });
    if (ending_) return;
    const std::function<void()> call = std::move(calls_.front());
    calls_.pop_front();
    --free_threads_;
    lock.unlock();
    call();
    lock.lock();
    ++free_threads_;
  }
}

}  // namespace tablerock
