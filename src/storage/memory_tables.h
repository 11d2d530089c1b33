// A file system for the tables of a store in memory. The engine's memory environment keeps a file in one string that
// grows: each table is copied as it is written, and all its pages, of 4 KB, are new each time. Half of what merging
// cost were the pages. Here a table has a range of addresses of its own from the beginning, filled in pages of 2 MB
// where the system gives them, and read in place.
//
// For engine_file_system.cpp alone.
#pragma once

#include <memory>

namespace rocksdb {
class FileSystem;
}

namespace tablerock {

class SparePages;

// Keeps the tables itself; names, and all other files, are `base`'s, a file system in memory. A table is written from
// front to back by one thread and read once it is closed; it stays while a reader has it open, also when it is removed.
// Its pages come from `spare` first, and go there in the end. Errors: an IOError that may pass where the system gives
// no memory; the table is then as it was before.
std::shared_ptr<rocksdb::FileSystem> NewMemoryTables(const std::shared_ptr<rocksdb::FileSystem>& base,
                                                     std::shared_ptr<SparePages> spare);

}  // namespace tablerock
