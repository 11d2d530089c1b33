#include "storage/item_locks.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace tablerock {

ItemLocks::ItemLocks(std::size_t stripe_count)
    : stripe_count_(stripe_count), stripes_(std::make_unique<std::mutex[]>(stripe_count)) {}

ItemLocks::Guard::Guard(Guard&& other) noexcept
    : locks_(std::exchange(other.locks_, nullptr)), single_(other.single_), stripes_(std::move(other.stripes_)) {}

ItemLocks::Guard::~Guard() {
  if (locks_ == nullptr) return;
  if (stripes_.empty()) {
    locks_->stripes_[single_].unlock();
    return;
  }
  for (const std::size_t stripe : stripes_) locks_->stripes_[stripe].unlock();
}

ItemLocks::Guard ItemLocks::Lock(std::uint64_t hash) {
  Guard guard;
  guard.single_ = hash % stripe_count_;
  stripes_[guard.single_].lock();
  guard.locks_ = this;
  return guard;
}

ItemLocks::Guard ItemLocks::Lock(std::span<const std::uint64_t> hashes) {
  if (hashes.empty()) return {};
  if (hashes.size() == 1) return Lock(hashes.front());

  Guard guard;
  guard.stripes_.reserve(hashes.size());
  for (const std::uint64_t hash : hashes) guard.stripes_.push_back(hash % stripe_count_);
  std::sort(guard.stripes_.begin(), guard.stripes_.end());
  guard.stripes_.erase(std::unique(guard.stripes_.begin(), guard.stripes_.end()), guard.stripes_.end());
  for (const std::size_t stripe : guard.stripes_) stripes_[stripe].lock();
  guard.locks_ = this;
  return guard;
}

std::uint64_t ItemLocks::HashOf(std::string_view key) { return std::hash<std::string_view>{}(key); }

}  // namespace tablerock
