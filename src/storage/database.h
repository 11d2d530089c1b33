// Database: everything that one data directory (or one in-memory database) consists of, opened and closed together: the
// store, the catalog, item locks and the sequence latch. Operations, jobs and the control API work on a Database.
// Thread-safe.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/alarm.h"
#include "core/clock.h"
#include "core/job_signal.h"
#include "core/log.h"
#include "core/result.h"
#include "storage/catalog.h"
#include "storage/item_locks.h"
#include "storage/sequence_latch.h"
#include "storage/store.h"

namespace rocksdb {
class Env;
}

namespace tablerock {

// What an acknowledged write survives.
enum class Durability : std::uint8_t {
  kProcess,  // kill -9
  kPower,    // loss of power: every commit is synced, commits are grouped
};

struct DatabaseOptions {
  std::string data_directory;  // made if it is not there; unused with in_memory
  bool in_memory = false;
  Durability durability = Durability::kProcess;
  // What blocks read from disk and writes that are not in tables yet may take together, whatever the directory holds.
  // Unused with in_memory.
  std::size_t memory_bytes = 64U << 20U;
  std::size_t memtable_bytes = 16U << 20U;
  std::uint32_t stream_shards = 1;                        // open shards of a new stream
  std::int64_t shard_life_millis = 4LL * 60 * 60 * 1000;  // then a shard is closed and has a child
  std::int64_t expiry_sweep_millis = 1000;                // at least, from one sweep for expired items to the next
  std::string kinesis_endpoint{};                         // where Kinesis destinations deliver to; empty: nowhere
  // The file system of a test, in place of the system's; outlives the database. Not with in_memory.
  rocksdb::Env* env = nullptr;
  // Limits that tests make smaller.
  std::int64_t item_collection_size_bytes_max = 0;  // 0: the service's
  std::size_t tables_max = 0;                       // of a namespace; 0: the service's
  // How long CREATING, UPDATING and DELETING are shown; 0: not at all.
  std::int64_t transient_status_millis = 0;
};

class Database {
 public:
  // Errors: InternalServerError whose cause() says what is wrong with the directory, for the person who started us: not
  // writable (with the user id), locked by another process, of a newer format, damaged. In memory it returns before the
  // store is made; should that fail, the log says so and each write has the error.
  static Result<std::unique_ptr<Database>> Open(const DatabaseOptions& options, Clock& clock, const Log& log);
  ~Database();  // flushes what fits the shutdown's time, and closes

  const DatabaseOptions& options() const { return options_; }
  Store& store() { return *store_; }
  Catalog& catalog() { return *catalog_; }
  ItemLocks& item_locks() { return item_locks_; }
  SequenceLatch& sequences() { return *sequences_; }
  Clock& clock() { return clock_; }
  const Log& log() const { return log_; }
  Alarm& expiry_alarm() { return expiry_alarm_; }  // when the first item is to expire
  JobSignal& job_signal() { return job_signal_; }  // work for the background
  JobSignal& change_signal() {
    return change_signal_;
  }  // a change record was committed, a table
     // changed, or a closed shard has its end
  // Goes up before each ring for a commit of the table's change records (of others now and then, too), so that a reader
  // of one table need not look after each ring.
  std::atomic<std::uint64_t>& change_count(std::uint32_t table_id) {
    return change_counts_[table_id % change_counts_.size()];
  }

 private:
  Database(const DatabaseOptions& options, Clock& clock, const Log& log);

  DatabaseOptions options_;
  Clock& clock_;
  const Log& log_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Catalog> catalog_;
  ItemLocks item_locks_;
  std::unique_ptr<SequenceLatch> sequences_;
  JobSignal job_signal_;
  Alarm expiry_alarm_{job_signal_};
  JobSignal change_signal_;
  std::array<std::atomic<std::uint64_t>, 1024> change_counts_{};
};

}  // namespace tablerock
