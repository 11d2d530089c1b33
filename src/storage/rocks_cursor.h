// Snapshot and Cursor on RocksDB. For rocks_store.cpp alone.
#pragma once

#include <memory>
#include <string_view>

#include "storage/store.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
struct ReadOptions;
}  // namespace rocksdb

namespace tablerock {

// `db` outlives what it makes.
SnapshotHandle TakeRocksSnapshot(rocksdb::DB& db);
// A cursor that reads with `options` within the bounds.
std::unique_ptr<Cursor> NewRocksCursor(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family,
                                       const rocksdb::ReadOptions& options, std::string_view lower,
                                       std::string_view upper);
// `options` for a read at `snapshot`, or of the newest state with nullptr.
rocksdb::ReadOptions ReadOptionsAt(const rocksdb::ReadOptions& options, const Snapshot* snapshot);

}  // namespace tablerock
