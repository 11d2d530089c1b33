// Bytes that have changed on the disk: what needs them is an error and is told of, all else is read and kept.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/clock.h"
#include "crash/disk_fixture.h"
#include "jobs/consistency_check.h"

namespace tablerock {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kItems = 100;
constexpr std::uintmax_t kTableBytesMin = 50'000;  // of those with items, index entries and changes
constexpr const char* kMismatch = "Corruption: block checksum mismatch";

class RottenFilesTest : public DiskTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(Open(nullptr)) << problem_;
    for (std::int64_t i = 1; i <= kItems; ++i) ASSERT_EQ(Put("item-" + std::to_string(i), i, 700), "");
  }

  static std::string ItemName(std::int64_t i) { return "item-" + std::to_string(i); }

  std::vector<fs::path> FilesThat(const auto& are_meant) const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory_ + "/store")) {
      if (are_meant(entry)) files.push_back(entry.path());
    }
    return files;
  }

  // In the middle of its first half.
  static void FlipAByte(const fs::path& path) {
    const auto position = static_cast<std::streamoff>(fs::file_size(path) / 3);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(position);
    const auto byte = static_cast<char>(file.get() ^ 0x55);
    file.seekp(position);
    file.put(byte);
  }

  // Leaves the directory as a killed process does: with all in its log.
  void End() {
    const std::string copy = directory_ + "-copy";
    fs::copy(directory_, copy, fs::copy_options::recursive);
    Close();
    fs::remove_all(directory_);
    fs::rename(copy, directory_);
  }

  // Writes all out, and damages each table with items, index entries or changes.
  void DamageTables() {
    while (!database_->store().Tidy()) {
    }
    Close();
    const auto tables = FilesThat([](const fs::directory_entry& entry) {
      return entry.path().extension() == ".sst" && entry.file_size() > kTableBytesMin;
    });
    ASSERT_GE(tables.size(), 3U);
    for (const fs::path& table : tables) FlipAByte(table);
    ASSERT_TRUE(Open(nullptr)) << problem_;
  }

  // Those that can be read have their number, the others tell why they cannot.
  std::vector<std::int64_t> ReadableItems() {
    std::vector<std::int64_t> readable;
    for (std::int64_t i = 1; i <= kItems; ++i) {
      const std::int64_t number = NumberOf(ItemName(i));
      if (number == i) {
        readable.push_back(i);
        continue;
      }
      EXPECT_EQ(number, -2) << i;
      EXPECT_TRUE(problem_.starts_with(std::string("InternalServerError: RocksDB: ") + kMismatch)) << problem_;
    }
    return readable;
  }
};

TEST_F(RottenFilesTest, ReadsGoOnAroundABlock) {
  DamageTables();
  const auto readable = ReadableItems();
  EXPECT_LT(readable.size(), static_cast<std::size_t>(kItems));
  EXPECT_GT(readable.size(), static_cast<std::size_t>(kItems / 2));
  const CheckReport report = CheckConsistency(*database_);
  EXPECT_FALSE(report.agrees());
  EXPECT_NE(report.Lines().find(kMismatch), std::string::npos) << report.Lines();
  EXPECT_EQ(Put("another", 1), "");
  EXPECT_EQ(NumberOf("another"), 1);
}

// The engine takes no write then, so that nothing is acknowledged that it could not keep.
TEST_F(RottenFilesTest, ACompactionThatMeetsABlockIsToldOfAndLosesNothingElse) {
  DamageTables();
  const auto readable = ReadableItems();
  ASSERT_EQ(Put("another", 1), "");
  database_->store().CompactRange(Family::kItems, "", "\xff");
  const auto deadline = SteadyClock::now() + std::chrono::seconds(60);
  std::int64_t acknowledged = 0;
  std::string error;
  while ((error = Put("more", acknowledged + 1)).empty() && SteadyClock::now() < deadline) ++acknowledged;
  EXPECT_TRUE(error.starts_with(std::string("InternalServerError: RocksDB: ") + kMismatch)) << error;
  EXPECT_FALSE(database_->store().Tidy());
  EXPECT_NE(Put("never", 1), "");
  EXPECT_EQ(LinesWith("a file of the data directory is damaged"), 1U) << LogText();

  const auto expect_all = [&] {
    EXPECT_EQ(ReadableItems(), readable);
    EXPECT_EQ(NumberOf("another"), 1);
    EXPECT_EQ(NumberOf("more"), acknowledged > 0 ? acknowledged : -1);
    EXPECT_EQ(NumberOf("never"), -1);
  };
  expect_all();
  ASSERT_TRUE(Open(nullptr)) << problem_;
  expect_all();
}

// All that stands in front of the damage is there, and the rest is told to be lost: a log that a loss of power cut
// short looks the same, so it is no reason not to start.
TEST_F(RottenFilesTest, TheLogIsReadUpToItsDamage) {
  End();
  const auto logs = FilesThat([](const fs::directory_entry& entry) {
    return entry.path().extension() == ".log" && entry.file_size() > kTableBytesMin;
  });
  ASSERT_EQ(logs.size(), 1U);
  FlipAByte(logs.front());
  ASSERT_TRUE(Open(nullptr)) << problem_;
  EXPECT_GT(LinesWith("a write-ahead log was cut short or is damaged; what stood behind that is lost"), 0U);
  std::int64_t there = 0;
  while (NumberOf(ItemName(there + 1)) == there + 1) ++there;
  EXPECT_GT(there, kItems / 5);
  EXPECT_LT(there, kItems / 2);
  for (std::int64_t i = there + 1; i <= kItems; ++i) EXPECT_EQ(NumberOf(ItemName(i)), -1);
  ExpectAgrees();
  EXPECT_EQ(Put("another", 1), "");
}

TEST_F(RottenFilesTest, AWholeLogIsNotTalkedAbout) {
  End();
  ASSERT_TRUE(Open(nullptr)) << problem_;
  EXPECT_EQ(LinesWith("write-ahead log"), 0U) << LogText();
  EXPECT_EQ(NumberOf(ItemName(kItems)), kItems);
}

TEST_F(RottenFilesTest, WithoutWhatLeadsToTheOthersNothingIsOpened) {
  Close();
  for (const char* name : {"MANIFEST-", "CURRENT"}) {
    const auto files = FilesThat([&](const fs::directory_entry& entry) {
      return entry.path().filename().string().starts_with(name) && entry.file_size() > 0;
    });
    ASSERT_EQ(files.size(), 1U) << name;
    FlipAByte(files.front());
    EXPECT_FALSE(Open(nullptr)) << name;
    EXPECT_TRUE(problem_.starts_with("InternalServerError: data directory " + directory_ + " cannot be opened: "))
        << problem_;
    EXPECT_NE(problem_.find("Corruption: "), std::string::npos) << problem_;
    FlipAByte(files.front());  // back again: nothing was made worse
  }
  ASSERT_TRUE(Open(nullptr)) << problem_;
  EXPECT_EQ(ReadableItems().size(), static_cast<std::size_t>(kItems));
  ExpectAgrees();
}

}  // namespace
}  // namespace tablerock
