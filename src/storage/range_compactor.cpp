#include "storage/range_compactor.h"

#include <utility>

namespace tablerock {

RangeCompactor::~RangeCompactor() {
  Cancel();
  if (thread_.joinable()) thread_.join();
}

void RangeCompactor::Cancel() {
  {
    const std::lock_guard lock(mutex_);
    canceled_.store(true);
  }
  condition_.notify_all();
}

void RangeCompactor::Add(Family family, std::string begin, std::string end) {
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back({family, std::move(begin), std::move(end)});
    if (!thread_.joinable()) thread_ = std::thread([this] { Run(); });
  }
  condition_.notify_all();
}

void RangeCompactor::Run() {
  std::unique_lock lock(mutex_);
  while (true) {
    condition_.wait(lock, [this] { return canceled_.load() || !waiting_.empty(); });
    if (canceled_.load()) return;
    const Range range = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    compact_(range.family, range.begin, range.end, canceled_);
    lock.lock();
  }
}

}  // namespace tablerock
