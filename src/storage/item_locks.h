// ItemLocks: striped mutexes over item keys. A write locks all the stripes it needs at once, in stripe order and each
// once, so there is no deadlock and no lock time-out. Only a running request or one bounded job step holds a guard.
// Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace tablerock {

class ItemLocks {
 public:
  // Holds the stripes until it dies, on the thread that locked them.
  class Guard {
   public:
    Guard() = default;
    Guard(Guard&& other) noexcept;
    Guard& operator=(Guard&&) = delete;
    ~Guard();

   private:
    friend class ItemLocks;
    // One write of one item holds one stripe: no allocation for it.
    ItemLocks* locks_ = nullptr;  // nullptr: holds nothing
    std::size_t single_ = 0;
    std::vector<std::size_t> stripes_;  // empty: single_ alone; else more than one, sorted
  };

  explicit ItemLocks(std::size_t stripe_count = 4096);
  ~ItemLocks();

  // `hashes`: one a key to lock (HashOf); blocks until all are held. A thread that holds a guard asks for no second
  // one.
  [[nodiscard]] Guard Lock(std::span<const std::uint64_t> hashes);
  [[nodiscard]] Guard Lock(std::uint64_t hash);

  // Of an item's key, an item collection's prefix or a token's key: their kinds do not meet, their stripes may.
  // Not persisted: it may differ between two builds.
  static std::uint64_t HashOf(std::string_view key);

 private:
  // Mutexes are made in groups when one of them is first locked: to make all of them is a good part of a start.
  struct Group;

  std::mutex& Stripe(std::size_t stripe);

  std::size_t stripe_count_;
  std::vector<std::atomic<Group*>> groups_;
};

}  // namespace tablerock
