#include "storage/rocks_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/merge_operator.h>
#include <rocksdb/options.h>
#include <rocksdb/sst_file_manager.h>
#include <rocksdb/table.h>
#include <rocksdb/write_buffer_manager.h>

#include <algorithm>
#include <cstdarg>
#include <cstdio>
#include <string>

#include "core/large_blocks.h"
#include "storage/block_memory.h"
#include "storage/counter_values.h"
#include "storage/linked_memtable.h"

namespace tablerock {
namespace {

// So many that L0 never slows a writer down: compaction catches up when the load is over.
constexpr int kNoLevel0Trigger = 10'000;
constexpr std::size_t kManifestBytesMax = std::size_t{1} << 20U;
// A file of 64 MB takes a disk 15 ms to remove, which nobody waits for: it gets another name, and is cut down in the
// background, also behind the next start.
constexpr std::int64_t kRemovedBytesPerSecond = std::int64_t{256} << 20U;
constexpr std::uint64_t kRemovedBytesAtOnce = std::uint64_t{16} << 20U;
// Of all bytes, with those to be removed: never more, so no file is removed at once. At a start the engine knows of no
// other bytes yet.
constexpr double kTrashPerByteMax = 1;
// In which a compaction writes, and between which it gives way (engine_file_system.h): mostly 100 to 300 us each.
constexpr std::size_t kWrittenAtOnceBytes = std::size_t{128} << 10U;
constexpr std::size_t kBlockBytes = std::size_t{8} << 10U;
// In memory a block is not read, only searched: of a larger one, by the hash of the key, as quickly as of a small one.
// So there are fewer blocks to choose from, and of 1 GB of items their list stays in the processor's cache. Not larger:
// of more than 254 keys in a block none has a hash.
constexpr std::size_t kBlockBytesInMemory = std::size_t{16} << 10U;
// Keys that stand whole, in memory. Where entries are long, each that is passed on the way from one to the key that is
// looked for is somewhere else in memory.
constexpr int kKeysPerWholeOneOfItems = 1;
constexpr int kKeysPerWholeOneOfIndexes = 4;
// Where two keys have the same hash both are searched for: so few that seven keys of eight are found at once.
constexpr double kHashedKeysPerByteInMemory = 0.125;
constexpr double kBloomBitsPerKey = 10;

// Adds the differences of kind T. A counter that cannot be read fails the read, never the write.
class CounterMergeOperator final : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const rocksdb::Slice& /*key*/, const rocksdb::Slice* existing, const rocksdb::Slice& difference,
             std::string* merged, rocksdb::Logger* /*logger*/) const override {
    CounterValues sum;
    for (const rocksdb::Slice* slice : {existing, &difference}) {
      if (slice == nullptr) continue;
      const auto values = ReadCounterValues({slice->data(), slice->size()});
      if (!values) return false;
      sum.items += values->items;
      sum.bytes += values->bytes;
    }
    merged->clear();
    AppendCounterValues(*merged, sum);
    return true;
  }
  const char* Name() const override { return "tablerock.counters.1"; }  // persisted
};

// The engine's errors in our log, instead of a log file of its own. Of its warnings one tells what a user has to know:
// a start replays the write-ahead log up to what cannot be read in it.
class EngineLogger final : public rocksdb::Logger {
 public:
  explicit EngineLogger(const Log& log) : Logger(rocksdb::InfoLogLevel::WARN_LEVEL), log_(log) {}
  using Logger::Logv;
  void Logv(const char* format, va_list arguments) override {
    Logv(rocksdb::InfoLogLevel::INFO_LEVEL, format, arguments);
  }
  void Logv(rocksdb::InfoLogLevel level, const char* format, va_list arguments) override {
    if (level < GetInfoLogLevel()) return;
    std::array<char, 1024> buffer{};
    std::vsnprintf(buffer.data(), buffer.size(), format, arguments);
    std::string_view text(buffer.data());
    while (text.ends_with('\n')) text.remove_suffix(1);
    if (level >= rocksdb::InfoLogLevel::ERROR_LEVEL) {
      log_.Write(LogLevel::kError, "RocksDB: " + std::string(text));
    } else if (text.find(".log: dropping ") != std::string_view::npos) {
      log_.Write(LogLevel::kWarning, "a write-ahead log was cut short or is damaged; what stood behind that is lost",
                 {{"reason", std::string(text)}});
    }
  }
  void LogHeader(const char* /*format*/, va_list /*arguments*/) override {}

 private:
  const Log& log_;
};

// Of all memtables on disk, in options.memory_bytes: a shutdown has time to write out about as much.
std::size_t AllMemtablesBytes(const DatabaseOptions& options) { return options.memory_bytes / 4; }

// The blocks of a memtable are an eighth of it, and each family has one: they have to fit in what all may take.
std::size_t MemtableBytes(Family family, const DatabaseOptions& options) {
  const std::size_t bytes =
      options.in_memory ? options.memtable_bytes : std::min(options.memtable_bytes, AllMemtablesBytes(options));
  const bool small = family == Family::kCatalog || family == Family::kDerived;
  return small ? bytes / 4 : bytes;
}

}  // namespace

rocksdb::DBOptions MakeEngineOptions(const DatabaseOptions& options, rocksdb::Env* env, const Log& log,
                                     const std::shared_ptr<rocksdb::Cache>& block_cache) {
  rocksdb::DBOptions engine;
  engine.env = env;
  engine.info_log = std::make_shared<EngineLogger>(log);

  // A quick start: nothing is read, written or started that is not needed before the first request.
  // Tables are opened when first read. In memory that costs nothing, and a table that stays open is not looked up.
  engine.max_open_files = options.in_memory ? -1 : 500;
  engine.max_file_opening_threads = 1;
  engine.skip_stats_update_on_db_open = true;
  engine.skip_checking_sst_file_sizes_on_db_open = true;
  engine.avoid_flush_during_recovery = true;
  engine.stats_dump_period_sec = 0;
  engine.stats_persist_period_sec = 0;
  engine.max_manifest_file_size = kManifestBytesMax;

  // Replaying the write-ahead log costs 5 ms a MB.
  engine.max_total_wal_size = std::uint64_t{32} << 20U;
  engine.allow_fallocate = false;             // would be cut off again at the end, which takes longer than it saves
  engine.avoid_flush_during_shutdown = true;  // the store flushes what its time allows
  engine.avoid_unnecessary_blocking_io = true;
  engine.max_background_jobs = 2;
  engine.max_bgerror_resume_count = 0;             // the store resumes by itself, and says so
  engine.allow_concurrent_memtable_write = false;  // as our memtable requires
  engine.writable_file_max_buffer_size = kWrittenAtOnceBytes;
  engine.allow_mmap_reads = options.in_memory;
  if (!options.in_memory) {
    engine.sst_file_manager.reset(rocksdb::NewSstFileManager(env, env->GetFileSystem(), engine.info_log, "",
                                                             kRemovedBytesPerSecond, true, nullptr, kTrashPerByteMax,
                                                             kRemovedBytesAtOnce));
    // Memtables are entered in the cache's account. When they take their part, one is written out before it is full.
    engine.write_buffer_manager =
        std::make_shared<rocksdb::WriteBufferManager>(AllMemtablesBytes(options), block_cache);
  }
  return engine;
}

std::shared_ptr<rocksdb::Cache> MakeBlockCache(const DatabaseOptions& options) {
  if (options.in_memory) return nullptr;
  rocksdb::LRUCacheOptions cache;
  cache.capacity = options.memory_bytes;
  cache.num_shard_bits = 4;
  // What memtables may take is entered in the cache's account, so blocks have the rest.
  cache.memory_allocator = NewBlockMemory(kBlockBytes, options.memory_bytes - AllMemtablesBytes(options));
  return rocksdb::NewLRUCache(cache);
}

rocksdb::ColumnFamilyOptions MakeFamilyOptions(Family family, const DatabaseOptions& options,
                                               const std::shared_ptr<rocksdb::Cache>& block_cache,
                                               const rocksdb::ColumnFamilyOptions& defaults) {
  rocksdb::ColumnFamilyOptions result = defaults;
  result.write_buffer_size = MemtableBytes(family, options);
  result.max_write_buffer_number = options.in_memory ? 6 : 3;
  result.memtable_factory = NewLinkedMemtableFactory();
  if (options.in_memory) result.arena_block_size = std::min(kLargeBlockBytes, result.write_buffer_size);
  result.compression = rocksdb::kNoCompression;
  // Every table of level 0 is one more to search for each Query: a third of its time behind many updates with four. On
  // disk two small ones may stay, so that the last writes before each rest do not have the level below written anew.
  result.level0_file_num_compaction_trigger = options.in_memory ? 1 : 3;
  result.level0_slowdown_writes_trigger = kNoLevel0Trigger;
  result.level0_stop_writes_trigger = kNoLevel0Trigger;
  result.soft_pending_compaction_bytes_limit = 0;
  result.hard_pending_compaction_bytes_limit = 0;
  result.level_compaction_dynamic_level_bytes = true;

  rocksdb::BlockBasedTableOptions table;
  if (options.in_memory) {
    // A block is read where the memory environment keeps it: a cache would only hold everything twice.
    table.no_block_cache = true;
  } else {
    table.block_cache = block_cache;
  }
  table.block_size = kBlockBytes;
  if (options.in_memory && (family == Family::kItems || family == Family::kIndexes)) {
    table.block_size = kBlockBytesInMemory;
    table.block_restart_interval = family == Family::kItems ? kKeysPerWholeOneOfItems : kKeysPerWholeOneOfIndexes;
  }
  table.block_align = true;  // a block that lies in few pages is read quicker
  // In the cache's own budget, so that memory does not grow with the number of items.
  table.cache_index_and_filter_blocks = !options.in_memory;
  table.cache_index_and_filter_blocks_with_high_priority = !options.in_memory;
  table.metadata_cache_options.unpartitioned_pinning = rocksdb::PinningTier::kFlushedAndSimilar;
  if (family == Family::kItems || family == Family::kDerived) {
    table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
    table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
    if (options.in_memory) table.data_block_hash_table_util_ratio = kHashedKeysPerByteInMemory;
  }
  result.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));

  if (family == Family::kDerived) {
    result.merge_operator = std::make_shared<CounterMergeOperator>();
    result.max_successive_merges = 16;
  }
  return result;
}

}  // namespace tablerock
