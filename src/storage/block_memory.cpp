#include "storage/block_memory.h"

#include <malloc.h>
#include <rocksdb/memory_allocator.h>
#include <sched.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <mutex>
#include <new>

namespace tablerock {
namespace {

constexpr std::size_t kShardCount = 8;
// Between two places, so that not all blocks begin in the same lines of a processor's cache.
constexpr std::size_t kBytesBetween = 64;

// Places for threads of one processor, mostly.
struct alignas(64) Shard {
  std::mutex mutex;
  char* freed = nullptr;  // in whose first bytes stands the one that was freed before it
  char* unused = nullptr;
  char* end = nullptr;
};

class BlockMemory final : public rocksdb::MemoryAllocator {
 public:
  BlockMemory(std::size_t block_bytes, std::size_t all_bytes)
      : block_bytes_(block_bytes),
        place_bytes_(block_bytes + kBytesBetween),
        shard_bytes_(all_bytes / kShardCount / place_bytes_ * place_bytes_) {
    const std::size_t bytes = shard_bytes_ * kShardCount;
    if (bytes == 0) return;
    void* const memory =
        ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) return;  // then all blocks are the C library's
    begin_ = static_cast<char*>(memory);
    mapped_bytes_ = bytes;
    // A page of 2 MB would be taken whole for its first block.
    ::madvise(begin_, mapped_bytes_, MADV_NOHUGEPAGE);
    for (std::size_t i = 0; i < kShardCount; ++i) {
      shards_[i].unused = begin_ + i * shard_bytes_;
      shards_[i].end = shards_[i].unused + shard_bytes_;
    }
  }
  BlockMemory(const BlockMemory&) = delete;
  BlockMemory& operator=(const BlockMemory&) = delete;
  ~BlockMemory() override {
    if (mapped_bytes_ > 0) ::munmap(begin_, mapped_bytes_);
  }
  const char* Name() const override { return "tablerock.block_memory"; }

  void* Allocate(std::size_t size) override {
    if (size > block_bytes_ / 2 && size <= block_bytes_) {
      // Two threads on one processor do not run at the same time; one that moves meanwhile only meets a lock.
      const auto first = static_cast<std::size_t>(::sched_getcpu());
      for (std::size_t i = 0; i < kShardCount; ++i) {
        if (char* const place = TakePlace(shards_[(first + i) % kShardCount])) return place;
      }
    }
    return ::operator new(size);
  }
  void Deallocate(void* block) override {
    auto* const place = static_cast<char*>(block);
    if (!IsPlace(place)) {
      ::operator delete(block);
      return;
    }
    Shard& shard = shards_[static_cast<std::size_t>(place - begin_) / shard_bytes_];
    const std::lock_guard lock(shard.mutex);
    std::memcpy(place, &shard.freed, sizeof(shard.freed));
    shard.freed = place;
  }
  std::size_t UsableSize(void* block, std::size_t /*size*/) const override {
    return IsPlace(static_cast<char*>(block)) ? place_bytes_ : ::malloc_usable_size(block);
  }

 private:
  static_assert(sizeof(char*) <= kBytesBetween);

  bool IsPlace(const char* block) const {
    return reinterpret_cast<std::uintptr_t>(block) - reinterpret_cast<std::uintptr_t>(begin_) < mapped_bytes_;
  }
  char* TakePlace(Shard& shard) const {
    const std::lock_guard lock(shard.mutex);
    char* const place = shard.freed;
    if (place != nullptr) {
      std::memcpy(&shard.freed, place, sizeof(shard.freed));
      return place;
    }
    if (shard.unused == shard.end) return nullptr;
    shard.unused += place_bytes_;
    return shard.unused - place_bytes_;
  }

  const std::size_t block_bytes_;
  const std::size_t place_bytes_;
  const std::size_t shard_bytes_;
  char* begin_ = nullptr;
  std::size_t mapped_bytes_ = 0;
  std::array<Shard, kShardCount> shards_;
};

}  // namespace

std::shared_ptr<rocksdb::MemoryAllocator> NewBlockMemory(std::size_t block_bytes, std::size_t all_bytes) {
  return std::make_shared<BlockMemory>(block_bytes, all_bytes);
}

}  // namespace tablerock
