// The memtable of the families that are read in both directions: a skip list whose lowest level is linked backward as
// well, so that a step back costs what a step forward costs. RocksDB's own skip list searches from the top for each
// step back, and for each older version of a key that it passes.
#pragma once

#include <memory>

namespace rocksdb {
class MemTableRepFactory;
}  // namespace rocksdb

namespace tablerock {

// One writer at a time: REQUIRES that the engine has allow_concurrent_memtable_write off. Readers take no lock.
std::shared_ptr<rocksdb::MemTableRepFactory> NewLinkedMemtableFactory();

}  // namespace tablerock
