// BytesInFlight: a limit on the memory that the requests and replies of all connections hold at one time, counted
// before it is reserved. Small requests need no count: their number is limited by that of the connections. Thread-safe.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace tablerock {

class BytesInFlight {
 public:
  explicit BytesInFlight(std::size_t bytes_max) : bytes_max_(bytes_max) {}
  BytesInFlight(const BytesInFlight&) = delete;
  BytesInFlight& operator=(const BytesInFlight&) = delete;

  std::size_t bytes() const { return bytes_.load(std::memory_order_relaxed); }
  // True once what was added without asking (Share::Add) reached the limit.
  bool exhausted() const { return bytes() >= bytes_max_; }

  // What one connection holds. Given back when it is cleared or ends. Belongs to one thread.
  class Share {
   public:
    explicit Share(BytesInFlight& all) : all_(&all) {}
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;
    ~Share() { Clear(); }

    // False, with nothing taken, if the limit would be passed.
    [[nodiscard]] bool Take(std::size_t bytes) {
      const std::size_t before = all_->bytes_.fetch_add(bytes, std::memory_order_relaxed);
      if (bytes > all_->bytes_max_ || before > all_->bytes_max_ - bytes) {
        all_->bytes_.fetch_sub(bytes, std::memory_order_relaxed);
        return false;
      }
      bytes_ += bytes;
      return true;
    }
    // Counts what is already there, as a reply is: others are held back instead.
    void Add(std::size_t bytes) {
      all_->bytes_.fetch_add(bytes, std::memory_order_relaxed);
      bytes_ += bytes;
    }
    std::size_t bytes() const { return bytes_; }
    void Clear() {
      if (bytes_ == 0) return;
      all_->bytes_.fetch_sub(bytes_, std::memory_order_relaxed);
      bytes_ = 0;
    }

   private:
    BytesInFlight* all_;
    std::size_t bytes_ = 0;
  };

 private:
  const std::size_t bytes_max_;
  std::atomic<std::size_t> bytes_{0};
};

}  // namespace tablerock
