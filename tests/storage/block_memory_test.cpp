// The memory of the block cache: blocks never overlap, and a freed place is taken again before a new one.
#include "storage/block_memory.h"

#include <gtest/gtest.h>
#include <rocksdb/memory_allocator.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <random>
#include <set>
#include <thread>
#include <vector>

namespace tablerock {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{8} << 10U;
constexpr std::size_t kAllBytes = std::size_t{1} << 20U;

struct Block {
  char* begin;
  std::size_t bytes;
  char filling;
};

// Filled from its first to its last byte: whoever writes to it too is seen when it goes.
Block TakeBlock(rocksdb::MemoryAllocator& memory, std::size_t bytes, char filling) {
  auto* const begin = static_cast<char*>(memory.Allocate(bytes));
  std::memset(begin, filling, bytes);
  return {begin, bytes, filling};
}

void FreeBlock(rocksdb::MemoryAllocator& memory, const Block& block) {
  const auto is_filling = [&](char byte) { return byte == block.filling; };
  EXPECT_TRUE(std::all_of(block.begin, block.begin + block.bytes, is_filling)) << block.bytes << " bytes";
  memory.Deallocate(block.begin);
}

// Takes and frees blocks of up to twice the usual length, mostly one that is usual.
void TakeAndFree(rocksdb::MemoryAllocator& memory, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<Block> blocks;
  for (int i = 0; i < 20'000; ++i) {
    if (blocks.size() < 200 && random() % 2 == 0) {
      const std::size_t bytes = random() % 8 == 0 ? 1 + random() % (2 * kBlockBytes) : kBlockBytes - random() % 1000;
      blocks.push_back(TakeBlock(memory, bytes, static_cast<char>(random())));
    } else if (!blocks.empty()) {
      std::swap(blocks[random() % blocks.size()], blocks.back());
      FreeBlock(memory, blocks.back());
      blocks.pop_back();
    }
  }
  for (const Block& block : blocks) FreeBlock(memory, block);
}

TEST(BlockMemoryTest, KeepsWhatIsInABlockUntilItIsFreed) {
  const std::uint32_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const auto memory = NewBlockMemory(kBlockBytes, kAllBytes);
  TakeAndFree(*memory, seed);
}

TEST(BlockMemoryTest, ServesThreadsThatFreeWhatOthersTook) {
  const std::uint32_t seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  const auto memory = NewBlockMemory(kBlockBytes, kAllBytes);
  std::vector<Block> of_others;
  of_others.reserve(100);
  for (int i = 0; i < 100; ++i) of_others.push_back(TakeBlock(*memory, kBlockBytes, static_cast<char>(i)));
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < 3; ++i) threads.emplace_back([&memory, seed, i] { TakeAndFree(*memory, seed + i); });
  threads.emplace_back([&memory, &of_others] {
    for (const Block& block : of_others) FreeBlock(*memory, block);
  });
  for (std::thread& thread : threads) thread.join();
}

TEST(BlockMemoryTest, TakesAFreedPlaceBeforeANewOne) {
  const auto memory = NewBlockMemory(kBlockBytes, kAllBytes);
  std::vector<void*> blocks;
  // Fewer than the places of one processor; what another thread's processor has is taken when those are used up.
  std::set<void*> places;
  for (int round = 0; round < 1'000; ++round) {
    for (int i = 0; i < 10; ++i) blocks.push_back(memory->Allocate(kBlockBytes - 100 - static_cast<std::size_t>(i)));
    places.insert(blocks.begin(), blocks.end());
    for (void* const block : blocks) memory->Deallocate(block);
    blocks.clear();
  }
  // Ten of each processor that this thread was on, eight at most count.
  EXPECT_LE(places.size(), 80U);
}

TEST(BlockMemoryTest, HasMemoryBeyondItsPlaces) {
  const auto memory = NewBlockMemory(kBlockBytes, kAllBytes);
  std::vector<Block> blocks;
  const std::size_t usable =
      memory->UsableSize(blocks.emplace_back(TakeBlock(*memory, kBlockBytes, 'a')).begin, kBlockBytes);
  EXPECT_GE(usable, kBlockBytes);
  std::size_t of_its_own = 0;
  for (std::size_t i = 0; i < 2 * kAllBytes / kBlockBytes; ++i) {
    blocks.push_back(TakeBlock(*memory, kBlockBytes, static_cast<char>(i)));
    if (memory->UsableSize(blocks.back().begin, kBlockBytes) == usable) ++of_its_own;
  }
  EXPECT_LE(of_its_own * usable, kAllBytes);
  EXPECT_GE(of_its_own * usable, kAllBytes * 9 / 10);
  for (const Block& block : blocks) FreeBlock(*memory, block);
}

TEST(BlockMemoryTest, NeedsNoPlaces) {
  const auto memory = NewBlockMemory(kBlockBytes, 0);
  FreeBlock(*memory, TakeBlock(*memory, kBlockBytes, 'a'));
  FreeBlock(*memory, TakeBlock(*memory, 1, 'b'));
}

}  // namespace
}  // namespace tablerock
