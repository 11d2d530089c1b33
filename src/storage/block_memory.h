// Memory for the blocks of the block cache. Of blocks that come and go between replies and memtables the C library
// leaves gaps that fit nothing else: behind ten minutes of load a third of what the process had. Here blocks of a
// table's usual size have places of their own, each as long as the others, so a freed one fits the next.
//
// For rocks_options.cpp alone.
#pragma once

#include <cstddef>
#include <memory>

namespace rocksdb {
class MemoryAllocator;
}

namespace tablerock {

// Places for blocks of more than half of `block_bytes` and up to `block_bytes` long, as many as make `all_bytes`
// together; shorter and longer blocks, and those beyond, are the C library's. Memory is taken from the system when a
// place is first used, and stays until the allocator goes. Any thread may ask, and any may free.
// Errors: Allocate throws std::bad_alloc, as operator new does.
std::shared_ptr<rocksdb::MemoryAllocator> NewBlockMemory(std::size_t block_bytes, std::size_t all_bytes);

}  // namespace tablerock
