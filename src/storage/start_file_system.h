// StartFileSystem: the file system under the engine, without what it does on a start that nobody needs:
//
//   - its OPTIONS files, which it writes at each start and reads back to compare: 1 to 2 ms. Our options stand in the
//   code.
//   - while a new store is made, syncing each file each time that it is written: 12 syncs of 0.3 to 5 ms. One
//   FinishMaking
//     at the end syncs each file once; until then nothing is acknowledged, and the data directory says that it is
//     unfinished.
//
// For rocks_engine.cpp alone.
#pragma once

#include <memory>
#include <string>

#include "core/result.h"

namespace rocksdb {
class Env;
}

namespace tablerock {

class StartFileSystem {
 public:
  // On `base`, which outlives it. With `making` the files of a new store are not synced until FinishMaking.
  StartFileSystem(rocksdb::Env& base, bool making);
  StartFileSystem(const StartFileSystem&) = delete;
  StartFileSystem& operator=(const StartFileSystem&) = delete;
  ~StartFileSystem();

  rocksdb::Env* env() const { return env_.get(); }
  // Syncs all that is in `path` and its names; from now on the engine syncs as it always does.
  Result<void> FinishMaking(const std::string& path);

 private:
  class Files;
  std::shared_ptr<Files> files_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace tablerock
