// How RocksDB is set up for us: a quick start, a short write-ahead log, writes that never stall, memory that stays
// flat. For rocks_store.cpp alone.
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "core/log.h"
#include "storage/database.h"
#include "storage/store.h"

namespace rocksdb {
class Cache;
class Env;
struct ColumnFamilyOptions;
struct DBOptions;
}  // namespace rocksdb

namespace tablerock {

// By Family. Persisted, and their order decides the engine's numbers for them: never change. The engine's default
// family is the catalog: it exists in any case, and each family costs 0.4 ms of start-up.
inline constexpr std::array<std::string_view, kFamilyCount> kFamilyNames{"default", "items", "indexes", "changes",
                                                                         "derived"};

// `env` and `log` outlive the engine.
rocksdb::DBOptions MakeEngineOptions(const DatabaseOptions& options, rocksdb::Env* env, const Log& log,
                                     const std::shared_ptr<rocksdb::Cache>& block_cache);
// Of options.memory_bytes; the memtables take their part of it. Null with in_memory.
std::shared_ptr<rocksdb::Cache> MakeBlockCache(const DatabaseOptions& options);
// `defaults`: the engine's, which are made once for all families, as each makes a cache that is never used.
rocksdb::ColumnFamilyOptions MakeFamilyOptions(Family family, const DatabaseOptions& options,
                                               const std::shared_ptr<rocksdb::Cache>& block_cache,
                                               const rocksdb::ColumnFamilyOptions& defaults);

}  // namespace tablerock
