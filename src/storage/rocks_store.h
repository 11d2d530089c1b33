// The Store on RocksDB: one plain database with a column family for each Family, on disk or in memory.
#pragma once

#include <memory>

#include "core/log.h"
#include "core/result.h"
#include "storage/database.h"
#include "storage/store.h"

namespace tablerock {

// Opens the store of the options' directory, made where there is none, or a new one in memory. `log` outlives it.
// Errors: as Database::Open.
Result<std::unique_ptr<Store>> OpenRocksStore(const DatabaseOptions& options, const Log& log);

}  // namespace tablerock
