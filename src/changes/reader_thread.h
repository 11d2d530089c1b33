// ReaderThread: the thread of those who read the change log in the background. Sleeps until a change is committed, a
// table is changed, a closed shard has its end, or the time comes that the step before has named; it never polls.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "changes/reader_wake.h"
#include "storage/database.h"

namespace tablerock {

class ReaderThread {
 public:
  // The database outlives it.
  explicit ReaderThread(Database& database) : database_(database) {}
  ~ReaderThread() { Stop(); }
  ReaderThread(const ReaderThread&) = delete;
  ReaderThread& operator=(const ReaderThread&) = delete;

  // Calls `step` again and again on a thread of that name, at most 15 characters. Nothing happens if it was started
  // before, or stopped.
  void Start(const char* name, std::function<WakeTime()> step);
  // Returns when the step that is running has ended. REQUIRES: the caller holds no lock that a step takes.
  void Stop();
  // For long steps: whether to end.
  bool stopping() const { return stopping_; }

 private:
  void Run(const std::function<WakeTime()>& step);

  Database& database_;
  std::mutex mutex_;  // guards the beginning of thread_
  std::thread thread_;
  std::atomic<bool> stopping_{false};
};

}  // namespace tablerock
