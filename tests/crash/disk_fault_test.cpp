// What a server does on a disk that is full or fails: what is not written is not acknowledged and is told
// of, reads go on where they can, and what was acknowledged is there when the fault is gone and after a restart.
#include "crash/disk_fixture.h"

namespace tablerock {
namespace {

constexpr const char* kFailsText = "the disk does not take what is written";
constexpr const char* kWorksText = "the disk takes writes again";

struct FaultCase {
  const char* name;
  FaultyDisk::Fault fault;
  const char* files;
  Durability durability;
};

class DiskFaultTest : public DiskTest, public ::testing::WithParamInterface<FaultCase> {
 protected:
  // Puts items until one is not acknowledged; with that error.
  std::string PutUntilItFails(std::int64_t& acknowledged) {
    for (int i = 0; i < 5'000; ++i) {
      std::string error = Put("item-" + std::to_string(acknowledged + 1), acknowledged + 1, 700);
      if (!error.empty()) return error;
      ++acknowledged;
    }
    return {};
  }
  void ExpectAllThere(std::int64_t acknowledged) {
    for (std::int64_t i = 1; i <= acknowledged; ++i) {
      ASSERT_EQ(NumberOf("item-" + std::to_string(i)), i) << problem_;
    }
  }
};

TEST_P(DiskFaultTest, RefusesWritesAndGoesOnWhenItHasPassed) {
  FaultyDisk disk;
  ASSERT_TRUE(Open(&disk, GetParam().durability)) << problem_;
  std::int64_t acknowledged = 0;
  for (; acknowledged < 50; ++acknowledged) {
    ASSERT_EQ(Put("item-" + std::to_string(acknowledged + 1), acknowledged + 1, 700), "");
  }

  for (int round = 0; round < 2; ++round) {
    SCOPED_TRACE(round);
    disk.Set(GetParam().fault, GetParam().files);
    const std::string error = PutUntilItFails(acknowledged);
    EXPECT_TRUE(error.starts_with("InternalServerError: RocksDB: ")) << error;
    EXPECT_NE(error.find("IO error: "), std::string::npos) << error;
    EXPECT_GT(disk.faults_met(), 0U);
    EXPECT_NE(Put("more", 1), "");
    EXPECT_FALSE(database_->store().Tidy());
    EXPECT_NE(Put("more", 1), "");
    EXPECT_EQ(LinesWith(kFailsText), static_cast<std::size_t>(round + 1)) << "once, however many writes fail\n"
                                                                          << LogText();
    EXPECT_EQ(NumberOf("more"), -1);
    ExpectAllThere(acknowledged);

    disk.Set(FaultyDisk::Fault::kNone);
    database_->store().Tidy();
    EXPECT_EQ(LinesWith(kWorksText), static_cast<std::size_t>(round + 1)) << LogText();
    for (int i = 0; i < 300; ++i, ++acknowledged) {
      ASSERT_EQ(Put("item-" + std::to_string(acknowledged + 1), acknowledged + 1, 700), "");
    }
    ExpectAllThere(acknowledged);
    ExpectAgrees();
  }
  ASSERT_TRUE(Open(nullptr)) << problem_;
  ExpectAllThere(acknowledged);
  ExpectAgrees();
}

TEST_P(DiskFaultTest, LosesNothingWhenItEndsMeanwhile) {
  FaultyDisk disk;
  ASSERT_TRUE(Open(&disk, GetParam().durability)) << problem_;
  std::int64_t acknowledged = 0;
  disk.Set(GetParam().fault, GetParam().files);
  EXPECT_NE(PutUntilItFails(acknowledged), "");
  ASSERT_TRUE(Open(nullptr)) << problem_;
  ExpectAllThere(acknowledged);
  EXPECT_LE(NumberOf("item-" + std::to_string(acknowledged + 1)), acknowledged + 1);
  ExpectAgrees();
}

INSTANTIATE_TEST_SUITE_P(
    Faults, DiskFaultTest,
    ::testing::Values(FaultCase{"FullDisk", FaultyDisk::Fault::kFull, "", Durability::kProcess},
                      FaultCase{"FullDiskWithPower", FaultyDisk::Fault::kFull, "", Durability::kPower},
                      FaultCase{"FullForTables", FaultyDisk::Fault::kFull, ".sst", Durability::kProcess},
                      FaultCase{"FailingLog", FaultyDisk::Fault::kFailingAppend, ".log", Durability::kProcess},
                      FaultCase{"FailingTables", FaultyDisk::Fault::kFailingAppend, ".sst", Durability::kProcess},
                      FaultCase{"FailingManifest", FaultyDisk::Fault::kFailingAppend, "MANIFEST", Durability::kProcess},
                      FaultCase{"FailingSyncOfLog", FaultyDisk::Fault::kFailingSync, ".log", Durability::kPower},
                      FaultCase{"FailingSyncOfTables", FaultyDisk::Fault::kFailingSync, ".sst", Durability::kProcess}),
    [](const auto& test) { return test.param.name; });

// The engine then has nothing to write that would make it begin a new log.
TEST_F(DiskTest, GoesOnWhereTheLogFailedBehindAnIdleTime) {
  FaultyDisk disk;
  ASSERT_TRUE(Open(&disk)) << problem_;
  for (int round = 0; round < 12; ++round) {  // some of them fail while a table is still being written
    SCOPED_TRACE(round);
    disk.Set(FaultyDisk::Fault::kFailingAppend, ".log");
    EXPECT_NE(Put("item", round), "");
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(database_->store().Tidy());
    EXPECT_NE(Put("item", round), "");
    disk.Set(FaultyDisk::Fault::kNone);
    database_->store().Tidy();
    for (int i = 0; i < 10; ++i) ASSERT_EQ(Put("item-" + std::to_string(i), round), "") << LogText();
    while (!database_->store().Tidy()) {
    }
    EXPECT_EQ(NumberOf("item"), -1);
    EXPECT_EQ(NumberOf("item-3"), round);
    ExpectAgrees();
  }
}

}  // namespace
}  // namespace tablerock
