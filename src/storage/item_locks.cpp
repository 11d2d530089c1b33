#include "storage/item_locks.h"

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <utility>

namespace tablerock {

namespace {
constexpr std::size_t kGroupSize = 64;
}

struct ItemLocks::Group {
  std::array<std::mutex, kGroupSize> stripes;
};

ItemLocks::ItemLocks(std::size_t stripe_count)
    : stripe_count_(stripe_count), groups_((stripe_count + kGroupSize - 1) / kGroupSize) {}

ItemLocks::~ItemLocks() {
  for (std::atomic<Group*>& group : groups_) delete group.load();
}

std::mutex& ItemLocks::Stripe(std::size_t stripe) {
  std::atomic<Group*>& slot = groups_[stripe / kGroupSize];
  Group* group = slot.load(std::memory_order_acquire);
  if (group == nullptr) {
    auto made = std::make_unique<Group>();
    // Of two threads that make it at once the later one takes the earlier one's.
    if (slot.compare_exchange_strong(group, made.get())) group = made.release();
  }
  return group->stripes[stripe % kGroupSize];
}

ItemLocks::Guard::Guard(Guard&& other) noexcept
    : locks_(std::exchange(other.locks_, nullptr)), single_(other.single_), stripes_(std::move(other.stripes_)) {}

ItemLocks::Guard::~Guard() {
  if (locks_ == nullptr) return;
  if (stripes_.empty()) {
    locks_->Stripe(single_).unlock();
    return;
  }
  for (const std::size_t stripe : stripes_) locks_->Stripe(stripe).unlock();
}

ItemLocks::Guard ItemLocks::Lock(std::uint64_t hash) {
  Guard guard;
  guard.single_ = hash % stripe_count_;
  Stripe(guard.single_).lock();
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
  // All are made before the first is locked: where memory ends, none stays locked.
  for (const std::size_t stripe : guard.stripes_) static_cast<void>(Stripe(stripe));
  for (const std::size_t stripe : guard.stripes_) Stripe(stripe).lock();
  guard.locks_ = this;
  return guard;
}

std::uint64_t ItemLocks::HashOf(std::string_view key) { return std::hash<std::string_view>{}(key); }

}  // namespace tablerock
