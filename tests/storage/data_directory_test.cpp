#include "storage/data_directory.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "core/clock.h"
#include "core/log.h"
#include "storage/database.h"
#include "temporary_directory.h"

namespace tablerock {
namespace {

namespace fs = std::filesystem;

class DataDirectoryTest : public testing::Test {
 protected:
  // Empty if it opens.
  std::string OpeningFails() {
    Clock clock;
    const auto database = Database::Open({.data_directory = path_}, clock, log_);
    return database ? std::string() : database.error().cause();
  }
  static void Write(const std::string& path, std::string_view text) { std::ofstream(path) << text; }

  TemporaryDirectory directory_;
  std::string path_ = directory_.path() + "/data";
  Log log_{LogLevel::kError};
};

TEST_F(DataDirectoryTest, IsMadeWithItsParents) {
  path_ += "/deep/inside";
  EXPECT_EQ(OpeningFails(), "");
  EXPECT_TRUE(fs::is_directory(path_));
}

TEST_F(DataDirectoryTest, SaysItsFormatOnceItsStoreIsWhole) {
  EXPECT_EQ(OpeningFails(), "");
  std::string text;
  std::ifstream(path_ + "/format") >> text;
  EXPECT_EQ(text, std::to_string(kDiskFormatVersion));
  EXPECT_FALSE(fs::exists(path_ + "/format.new"));
}

TEST_F(DataDirectoryTest, OfANewerFormatIsRefused) {
  EXPECT_EQ(OpeningFails(), "");
  Write(path_ + "/format", std::to_string(kDiskFormatVersion + 1) + "\n");
  EXPECT_EQ(OpeningFails(), "data directory " + path_ + " has format " + std::to_string(kDiskFormatVersion + 1) +
                                ", made by a newer tablerock; this one reads formats up to " +
                                std::to_string(kDiskFormatVersion));
}

TEST_F(DataDirectoryTest, WithADamagedFormatIsRefused) {
  EXPECT_EQ(OpeningFails(), "");
  for (const char* text : {"", "1", "x\n", "0\n", "-1\n"}) {
    Write(path_ + "/format", text);
    EXPECT_EQ(OpeningFails(), "data directory " + path_ + ": its file `format` is damaged") << text;
  }
}

TEST_F(DataDirectoryTest, WithDataButNoFormatIsLeftAlone) {
  EXPECT_EQ(OpeningFails(), "");
  fs::remove(path_ + "/format");
  const auto files = std::distance(fs::directory_iterator(path_ + "/store"), fs::directory_iterator());
  EXPECT_EQ(OpeningFails(), "data directory " + path_ + " holds data, but its file `format` is missing");
  EXPECT_EQ(std::distance(fs::directory_iterator(path_ + "/store"), fs::directory_iterator()), files);
}

TEST_F(DataDirectoryTest, IsMadeAnewAfterAStartThatWasCutShort) {
  EXPECT_EQ(OpeningFails(), "");
  fs::rename(path_ + "/format", path_ + "/format.new");
  Write(path_ + "/store/CURRENT", "half");
  EXPECT_EQ(OpeningFails(), "");
  EXPECT_TRUE(fs::exists(path_ + "/format"));
}

TEST_F(DataDirectoryTest, InUseIsRefusedWithTheProcessThatUsesIt) {
  const auto held = DataDirectory::Open(path_);
  ASSERT_TRUE(held);
  EXPECT_EQ(OpeningFails(),
            "data directory " + path_ + " is in use by this process (pid " + std::to_string(::getpid()) + ")");
  const pid_t child = ::fork();
  if (child == 0)
    ::_exit(DataDirectory::Open(path_).error().cause().find("by another process") != std::string::npos ? 0 : 1);
  int status = -1;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
}

TEST_F(DataDirectoryTest, IsFreeAgainAfterClosing) {
  EXPECT_EQ(OpeningFails(), "");
  EXPECT_EQ(OpeningFails(), "");
}

TEST_F(DataDirectoryTest, ThatIsAFileIsRefused) {
  Write(path_, "a file");
  EXPECT_EQ(OpeningFails(), "data directory " + path_ + " is not a directory");
  path_ += "/below";
  EXPECT_EQ(OpeningFails(), "data directory " + path_ + " is not a directory");
}

TEST_F(DataDirectoryTest, ThatIsNotWritableIsRefusedWithTheUserId) {
  fs::create_directory(path_);
  fs::permissions(path_,
                  fs::perms::owner_read | fs::perms::owner_exec | fs::perms::others_exec | fs::perms::others_read);
  fs::permissions(directory_.path(), fs::perms::others_exec | fs::perms::others_read, fs::perm_options::add);
  // The superuser may write everywhere: be somebody else for a moment.
  const bool superuser = ::geteuid() == 0;
  constexpr uid_t kNobody = 65'534;
  if (superuser) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  const std::string user = std::to_string(::geteuid());
  const std::string existing = OpeningFails();
  const std::string expected_existing = "data directory " + path_ + " is not writable by user id " + user;
  path_ += "/new";
  const std::string missing = OpeningFails();
  if (superuser) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_EQ(existing, expected_existing);
  EXPECT_EQ(missing, "data directory " + path_ + " is not writable by user id " + user);
}

TEST_F(DataDirectoryTest, WithADamagedStoreIsRefusedByName) {
  EXPECT_EQ(OpeningFails(), "");
  Write(path_ + "/store/CURRENT", "MANIFEST-999999\n");
  const std::string cause = OpeningFails();
  EXPECT_TRUE(cause.starts_with("data directory " + path_ + " cannot be opened: ")) << cause;
}

}  // namespace
}  // namespace tablerock
