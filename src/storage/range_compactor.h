// RangeCompactor: gives back the space of deleted ranges, one range after the other, on a thread of its own that starts
// with the first of them. Thread-safe.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "storage/store.h"

namespace tablerock {

class RangeCompactor {
 public:
  // Compacts [begin, end) and returns early once `canceled` is set. Called on the compactor's thread; throws nothing.
  using Compact =
      std::function<void(Family family, const std::string& begin, const std::string& end, std::atomic<bool>& canceled)>;

  explicit RangeCompactor(Compact compact) : compact_(std::move(compact)) {}
  RangeCompactor(const RangeCompactor&) = delete;
  RangeCompactor& operator=(const RangeCompactor&) = delete;
  ~RangeCompactor();  // cancels, and waits until what runs has returned

  void Add(Family family, std::string begin, std::string end);
  // Of what runs, and of all that waits or is added from now on. Does not wait.
  void Cancel();

 private:
  struct Range {
    Family family;
    std::string begin;
    std::string end;
  };
  void Run();

  Compact compact_;
  std::mutex mutex_;
  std::condition_variable condition_;
  std::deque<Range> waiting_;
  std::atomic<bool> canceled_{false};
  std::thread thread_;
};

}  // namespace tablerock
