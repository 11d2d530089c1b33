// RocksEngine: an open RocksDB database with our column families, on disk (in a locked data directory) or in memory.
// For rocks_store.cpp alone.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/log.h"
#include "core/result.h"
#include "storage/data_directory.h"
#include "storage/database.h"
#include "storage/engine_file_system.h"
#include "storage/store.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Env;
class Status;
}  // namespace rocksdb

namespace tablerock {

class RocksEngine {
 public:
  // `log` outlives it. Errors: as Database::Open.
  static Result<std::unique_ptr<RocksEngine>> Open(const DatabaseOptions& options, const Log& log);
  RocksEngine(const RocksEngine&) = delete;
  RocksEngine& operator=(const RocksEngine&) = delete;
  ~RocksEngine();

  rocksdb::DB& db() { return *db_; }
  // Closing in two steps, of a store on disk: compactions wait, so that what is flushed meanwhile has the disk to
  // itself; then they end, and nothing is flushed any more. Who does the first does the second before the destructor.
  void HoldCompactions() { file_system_->HoldCompactions(); }
  void EndBackgroundWork();
  // In memory: gives items and indexes larger memtables where they have large tables, and the usual ones where not. To
  // be called now and then.
  void SizeMemtables();
  // As of EngineFileSystem.
  void GiveSparePagesBack() { file_system_->GiveSparePagesBack(); }
  rocksdb::ColumnFamilyHandle* family(Family family) const { return families_[static_cast<std::size_t>(family)]; }

 private:
  class ErrorListener;

  RocksEngine();
  Result<void> OpenInMemory(const DatabaseOptions& options, const Log& log);
  Result<void> OpenOnDisk(const DatabaseOptions& options, const Log& log);
  rocksdb::Status OpenAt(const std::string& path, bool is_new, const DatabaseOptions& options, const Log& log);

  std::size_t memtable_bytes_ = 0;                                   // the usual one
  std::array<std::atomic<bool>, kFamilyCount> memtable_is_large_{};  // by Family
  std::optional<DataDirectory> directory_;                           // not in memory; unlocked last
  std::unique_ptr<rocksdb::Env> memory_env_;                         // in memory alone
  std::optional<EngineFileSystem> file_system_;
  std::shared_ptr<ErrorListener> error_listener_;  // on disk alone
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;  // by Family
};

}  // namespace tablerock
