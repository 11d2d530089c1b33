// InvocationWorkers: the threads on which functions are waited for. One is made when a call finds none that is free, up
// to a limit; then calls wait for their turn. Thread-safe.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace tablerock {

class InvocationWorkers {
 public:
  explicit InvocationWorkers(std::size_t threads_max) : threads_max_(threads_max) {}
  // Waits for the calls that are running; those that wait for their turn are dropped.
  ~InvocationWorkers();
  InvocationWorkers(const InvocationWorkers&) = delete;
  InvocationWorkers& operator=(const InvocationWorkers&) = delete;

  void Submit(std::function<void()> call);

 private:
  void Run();

  const std::size_t threads_max_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> calls_;
  std::size_t free_threads_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tablerock
