// What a server does on a disk that is full, fails or has rotted: what is not written is not acknowledged and is told
// of, reads go on where they can, and what was acknowledged is there when the fault is gone and after a restart.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "crash/disk_fixture.h"
#include "jobs/consistency_check.h"

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
    EXPECT_FALSE(database_->store().FlushIfIdle());
    EXPECT_NE(Put("more", 1), "");
    EXPECT_EQ(LinesWith(kFailsText), static_cast<std::size_t>(round + 1)) << "once, however many writes fail\n"
                                                                          << LogText();
    EXPECT_EQ(NumberOf("more"), -1);
    ExpectAllThere(acknowledged);

    disk.Set(FaultyDisk::Fault::kNone);
    database_->store().FlushIfIdle();
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
  for (int round = 0; round < 4; ++round) {
    SCOPED_TRACE(round);
    disk.Set(FaultyDisk::Fault::kFailingAppend, ".log");
    EXPECT_NE(Put("item", round), "");
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(database_->store().FlushIfIdle());
    EXPECT_NE(Put("item", round), "");
    disk.Set(FaultyDisk::Fault::kNone);
    database_->store().FlushIfIdle();
    for (int i = 0; i < 10; ++i) ASSERT_EQ(Put("item-" + std::to_string(i), round), "") << LogText();
    while (!database_->store().FlushIfIdle()) {
    }
    EXPECT_EQ(NumberOf("item"), -1);
    EXPECT_EQ(NumberOf("item-3"), round);
    ExpectAgrees();
  }
}

// The largest table of the engine.
std::filesystem::path LargestTable(const std::string& directory) {
  std::filesystem::path largest;
  for (const auto& entry : std::filesystem::directory_iterator(directory + "/store")) {
    if (entry.path().extension() != ".sst") continue;
    if (largest.empty() || entry.file_size() > std::filesystem::file_size(largest)) largest = entry.path();
  }
  return largest;
}

void FlipByte(const std::filesystem::path& path, std::uint64_t position) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(position));
  const auto byte = static_cast<char>(file.get() ^ 0x55);
  file.seekp(static_cast<std::streamoff>(position));
  file.put(byte);
}

TEST_F(DiskTest, ReadsAroundARottenBlock) {
  constexpr std::int64_t kItems = 100;
  ASSERT_TRUE(Open(nullptr));
  for (std::int64_t i = 1; i <= kItems; ++i) ASSERT_EQ(Put("item-" + std::to_string(i), i, 700), "");
  Close();
  const std::filesystem::path table = LargestTable(directory_);
  FlipByte(table, std::filesystem::file_size(table) / 3);

  ASSERT_TRUE(Open(nullptr)) << problem_;
  std::int64_t unreadable = 0;
  for (std::int64_t i = 1; i <= kItems; ++i) {
    const std::int64_t number = NumberOf("item-" + std::to_string(i));
    EXPECT_TRUE(number == i || number == -2) << i << " reads as " << number;
    if (number != -2) continue;
    ++unreadable;
    EXPECT_TRUE(problem_.starts_with("InternalServerError: RocksDB: Corruption: block checksum mismatch")) << problem_;
  }
  const CheckReport report = CheckConsistency(*database_);
  EXPECT_FALSE(report.agrees());
  EXPECT_NE(report.Lines().find("block checksum mismatch"), std::string::npos) << report.Lines();
  EXPECT_LT(unreadable, kItems / 2);
  EXPECT_EQ(Put("another", 1), "");
  EXPECT_EQ(NumberOf("another"), 1);
}

}  // namespace
}  // namespace tablerock
