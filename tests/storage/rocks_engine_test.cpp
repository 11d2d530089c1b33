// What the engine in memory does of its own: memtables that go with their tables.
#include "storage/rocks_engine.h"

#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>

#include "core/log.h"
#include "storage/database.h"
#include "storage/store.h"

namespace tablerock {
namespace {

constexpr std::size_t kMemtableBytes = std::size_t{64} << 10U;

class RocksEngineTest : public testing::Test {
 protected:
  RocksEngineTest() {
    DatabaseOptions options;
    options.in_memory = true;
    options.memtable_bytes = kMemtableBytes;
    write_options_.disableWAL = true;
    Result<std::unique_ptr<RocksEngine>> engine = RocksEngine::Open(options, log_);
    if (!engine) throw std::runtime_error("no engine");
    engine_ = std::move(*engine);
  }
  void PutTable(Family family, std::size_t bytes) {
    EXPECT_TRUE(engine_->db().Put(write_options_, engine_->family(family), "key", std::string(bytes, 'x')).ok());
    EXPECT_TRUE(engine_->db().Flush(rocksdb::FlushOptions(), engine_->family(family)).ok());
  }
  void RemoveTables(Family family) {
    EXPECT_TRUE(engine_->db().Delete(write_options_, engine_->family(family), "key").ok());
    EXPECT_TRUE(
        engine_->db().CompactRange(rocksdb::CompactRangeOptions(), engine_->family(family), nullptr, nullptr).ok());
  }
  std::size_t MemtableBytes(Family family) {
    return engine_->db().GetOptions(engine_->family(family)).write_buffer_size;
  }

  Log log_{LogLevel::kError};
  rocksdb::WriteOptions write_options_;
  std::unique_ptr<RocksEngine> engine_;
};

TEST_F(RocksEngineTest, GivesALargerMemtableToLargeTables) {
  PutTable(Family::kItems, 15 * kMemtableBytes);
  engine_->SizeMemtables();
  EXPECT_EQ(MemtableBytes(Family::kItems), kMemtableBytes);

  PutTable(Family::kItems, 16 * kMemtableBytes);
  engine_->SizeMemtables();
  EXPECT_EQ(MemtableBytes(Family::kItems), 4 * kMemtableBytes);
  EXPECT_EQ(MemtableBytes(Family::kIndexes), kMemtableBytes);

  PutTable(Family::kIndexes, 16 * kMemtableBytes);
  engine_->SizeMemtables();
  EXPECT_EQ(MemtableBytes(Family::kIndexes), 4 * kMemtableBytes);

  RemoveTables(Family::kItems);
  engine_->SizeMemtables();
  EXPECT_EQ(MemtableBytes(Family::kItems), kMemtableBytes);
  EXPECT_EQ(MemtableBytes(Family::kIndexes), 4 * kMemtableBytes);
}

TEST_F(RocksEngineTest, SizesMemtablesOfItemsAndIndexesAlone) {
  for (const Family family : {Family::kCatalog, Family::kChanges, Family::kDerived}) {
    const std::size_t before = MemtableBytes(family);
    PutTable(family, 16 * kMemtableBytes);
    engine_->SizeMemtables();
    EXPECT_EQ(MemtableBytes(family), before);
  }
}

}  // namespace
}  // namespace tablerock
