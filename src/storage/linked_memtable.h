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

// Iterators that the thread makes meanwhile do not stop at what was overwritten: stepping forward they go from the
// newest version of a key that is not above `sequence` to the next key, however many older ones there are. Whoever
// reads with them has to see everything up to `sequence`; what he sees beyond it is as always. Others, as those that
// write a memtable out, stop at every version.
class SkipsOverwritten {
 public:
  explicit SkipsOverwritten(std::uint64_t sequence);
  SkipsOverwritten(const SkipsOverwritten&) = delete;
  SkipsOverwritten& operator=(const SkipsOverwritten&) = delete;
  ~SkipsOverwritten();
};

}  // namespace tablerock
