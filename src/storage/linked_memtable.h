// The memtable of the families that are read in both directions: a skip list whose lowest level is linked backward as
// well, so that a step back costs what a step forward costs. RocksDB's own skip list searches from the top for each
// step back, and for each older version of a key that it passes.
#pragma once

#include <cstdint>
#include <memory>

namespace rocksdb {
class MemTableRepFactory;
}  // namespace rocksdb

namespace tablerock {

// One writer at a time: REQUIRES that the engine has allow_concurrent_memtable_write off. Readers take no lock.
std::shared_ptr<rocksdb::MemTableRepFactory> NewLinkedMemtableFactory();

// Iterators that the thread makes meanwhile pass by what was overwritten, in both directions: of the versions of a key
// they stop at the newest one if it is not above `sequence`, and go on to the next key, however many older ones there
// are. Who reads with them sees everything up to `sequence` at least; a newer version changes nothing for him. Other
// iterators, as those that write a memtable out, stop at every version. One at a time on a thread.
class SkipsOverwritten {
 public:
  explicit SkipsOverwritten(std::uint64_t sequence);
  SkipsOverwritten(const SkipsOverwritten&) = delete;
  SkipsOverwritten& operator=(const SkipsOverwritten&) = delete;
  ~SkipsOverwritten();
};

}  // namespace tablerock
