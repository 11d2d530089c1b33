// What RocksStore needs of a WriteBatch. For rocks_store.cpp alone.
#pragma once

#include <array>
#include <cstdint>

#include "storage/store.h"

namespace rocksdb {
class WriteBatch;
}

namespace tablerock {

struct EngineBatch {
  // The engine's own batch, which a WriteBatch fills as it goes, without the changes of counters.
  static rocksdb::WriteBatch& BatchOf(WriteBatch& batch);
  // Puts the changes of counters into it.
  static void MergeCounters(WriteBatch& batch);
  // How many ranges it deletes, by Family.
  static const std::array<std::uint32_t, kFamilyCount>& RangeDeletesOf(const WriteBatch& batch);
};

}  // namespace tablerock
