// FaultyDisk: the file system under a database in a test, which can lose power and fail. It knows of every file what
// was synced of it, and of every name whether its directory was synced since. Thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace rocksdb {
class Env;
}

namespace tablerock {

class FaultyDisk {
 public:
  enum class Fault : std::uint8_t { kNone, kFull, kFailingAppend, kFailingSync };

  // What stands on the disk already is durable.
  FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;
  ~FaultyDisk();

  rocksdb::Env* env() const;

  // From now on, in files whose name contains `name_part`. kFull: nothing can be appended or created.
  void Set(Fault fault, const std::string& name_part = {});
  // How often a fault was met.
  std::uint64_t faults_met() const;

  // The power goes `changes` changes from now: each append, sync, creation, renaming and deletion is one. From then on
  // all of them fail, and what they would have done has not happened.
  void LosePowerAfter(std::uint64_t changes);
  bool power_is_lost() const;
  // Makes of the files what a loss of power leaves: of each file what was synced and, by the seed, some of what stands
  // behind that; of names that were not synced some, by the seed. Nothing may have them open. With `harsh` all that was
  // not synced is gone.
  void DropUnsynced(std::uint64_t seed, bool harsh = false);

 private:
  class Files;
  std::shared_ptr<Files> files_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace tablerock
