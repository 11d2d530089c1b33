// EngineFileSystem: the file system under the engine.
//
//   - An error of a disk is one that may pass: the engine then takes writes again when RocksStore asks it to, instead
//     of never.
//   - The engine's OPTIONS files are left out, which it writes at each start and reads back to compare: 1 to 2 ms. Our
//     options stand in the code.
//   - While a new store is made, no file is synced each time that it is written: 12 syncs of 0.3 to 5 ms. One
//     FinishMaking at the end syncs each file once; until then nothing is acknowledged, and the data directory says
//     that it is unfinished.
//   - A compaction lets others come first where processors are few, at each piece of its files that it writes.
//   - Compactions can be held back while memtables are written out: a shutdown has little time, and a compaction beside
//     it takes half of what processors and disk can do.
//
// For rocks_engine.cpp alone.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/result.h"

namespace rocksdb {
class Env;
}

namespace tablerock {

class SparePages;

class EngineFileSystem {
 public:
  enum class Use : std::uint8_t {
    kMemory,   // a new store that nothing is synced for
    kMaking,   // a new store on disk, not synced until FinishMaking
    kOpening,  // a store on disk that is there
  };
  // On `base`, which outlives it.
  EngineFileSystem(rocksdb::Env& base, Use use);
  EngineFileSystem(const EngineFileSystem&) = delete;
  EngineFileSystem& operator=(const EngineFileSystem&) = delete;
  ~EngineFileSystem();

  rocksdb::Env* env() const { return env_.get(); }
  // Syncs all that is in `path` and its names; from now on the engine syncs as it always does.
  Result<void> FinishMaking(const std::string& path);
  // From now on a compaction waits when it next writes, until LetCompactionsGo. Who calls the first calls the
  // second before the engine is closed, which waits for them.
  void HoldCompactions();
  void LetCompactionsGo();
  // In memory: gives back the pages of removed tables that are kept for the next ones, unless tables were made or
  // removed since the last call. To be called where nothing is written.
  void GiveSparePagesBack();

 private:
  class Files;
  std::shared_ptr<SparePages> spare_;  // of a store in memory alone
  std::shared_ptr<Files> files_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace tablerock
