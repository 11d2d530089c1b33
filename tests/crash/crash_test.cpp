// Kills a writing process with SIGKILL at a random moment, opens its database again, and compares: every acknowledged
// write is there, the one in flight is there whole or not at all, and indexes, counters and change log agree with the
// items.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <sstream>

#include "crash/crash_tables.h"
#include "model_test/comparison.h"
#include "model_test/random_operations.h"
#include "operations/scan.h"
#include "operations/update_time_to_live.h"

extern char** environ;

namespace tablerock {
namespace {

constexpr int kThreads = 2;

int Rounds() {
  const char* given = std::getenv("TABLEROCK_CRASH_ROUNDS");
  return given != nullptr ? std::atoi(given) : 20;
}

std::uint64_t Seed() {
  const char* given = std::getenv("TABLEROCK_SEED");
  return given != nullptr ? std::stoull(given) : std::random_device{}();
}

// A directory that goes with the test.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "tablerock-crash-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() { std::filesystem::remove_all(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// How many operations of each thread were acknowledged, from the writer's lines.
std::array<std::uint64_t, kThreads> CountsIn(const std::string& lines) {
  std::array<std::uint64_t, kThreads> counts{};
  std::istringstream stream(lines);
  std::string line;
  while (std::getline(stream, line)) {
    if (stream.eof()) break;  // a line that the kill cut short was not acknowledged to us
    const std::size_t space = line.find(' ');
    counts.at(std::stoul(line)) = std::stoull(line.substr(space + 1));
  }
  return counts;
}

// Runs the writer until it has acknowledged `kill_after` operations in all, kills it and reads what it acknowledged.
std::array<std::uint64_t, kThreads> WriteAndKill(const std::string& directory, std::uint64_t seed,
                                                 std::size_t kill_after) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const int child_end = 10;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], child_end);
  const std::string seed_text = std::to_string(seed);
  const std::string threads_text = std::to_string(kThreads);
  const std::string fd_text = std::to_string(child_end);
  std::array<const char*, 6> arguments = {TABLEROCK_CRASH_WRITER, directory.c_str(), seed_text.c_str(),
                                          threads_text.c_str(),   fd_text.c_str(),   nullptr};
  pid_t child = 0;
  EXPECT_EQ(::posix_spawn(&child, arguments[0], &actions, nullptr, const_cast<char**>(arguments.data()), environ), 0);
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);

  std::string lines;
  std::size_t acknowledged = 0;
  bool killed = false;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = ::read(ends[0], buffer.data(), buffer.size())) > 0;) {
    lines.append(buffer.data(), static_cast<std::size_t>(got));
    acknowledged += static_cast<std::size_t>(std::count(buffer.data(), buffer.data() + got, '\n'));
    if (acknowledged >= kill_after && !killed) {
      ::kill(child, SIGKILL);
      killed = true;
    }
  }
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "the writer ended by itself, status " << status;
  return CountsIn(lines);
}

class CrashTest : public ::testing::Test {
 protected:
  CrashTest() { StopClock(clock_); }

  std::unique_ptr<Database> Open(const std::string& directory) {
    DatabaseOptions options;
    options.data_directory = directory;
    auto database = Database::Open(options, clock_, log_);
    EXPECT_TRUE(database) << database.error().cause();
    return database ? std::move(*database) : nullptr;
  }

  std::map<Reference::Key, Json> ItemsOf(Database& database, const std::string& table) {
    std::map<Reference::Key, Json> items;
    ScanInput input;
    input.table_name = table;
    const auto page = Scan(database, context_, std::move(input));
    EXPECT_TRUE(page) << page.error().classic();
    for (std::size_t i = 0; page && i < page->items->size(); ++i) {
      const Json item = Json::parse(JsonOf((*page->items)[i]));
      items[Reference::KeyOf(item)] = item;
    }
    return items;
  }

  // What the table holds must be what the acknowledged operations made, or that and the next one.
  void CompareTable(Database& database, int thread, std::uint64_t seed, std::uint64_t acknowledged) {
    const std::string table = CrashTableName(thread);
    SCOPED_TRACE(table + " after " + std::to_string(acknowledged) + " operations");
    DatabaseOptions options;
    options.in_memory = true;
    auto model_database = Database::Open(options, clock_, log_);
    ASSERT_TRUE(model_database);
    ASSERT_TRUE(CreateTable(**model_database, context_, CrashTable(thread)));
    Reference reference;
    RandomOperations operations(**model_database, table, reference, seed);
    for (std::uint64_t i = 0; i < acknowledged; ++i) operations.DoOne();
    const auto items = ItemsOf(database, table);
    if (items != reference.items()) operations.DoOne();
    ASSERT_TRUE(items == reference.items()) << Json(items).dump(1) << "\nexpected\n" << Json(reference.items()).dump(1);
    Comparison comparison(database, table, reference);
    for (const ReferenceIndex& index : CrashIndexes()) comparison.CompareIndex(index, 100);
    comparison.CompareCounters(CrashIndexes());
    comparison.CompareChangeLog();
    comparison.CompareExpiryEntries(true);
  }

  Log log_{LogLevel::kError};
  Clock clock_;
  RequestContext context_;
};

TEST_F(CrashTest, KeepsWhatWasAcknowledgedAndNothingHalf) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE("TABLEROCK_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  for (int round = 0; round < Rounds() && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const TemporaryDirectory directory;
    {
      const auto database = Open(directory.path());
      ASSERT_TRUE(database);
      for (int i = 0; i < kThreads; ++i) {
        ASSERT_TRUE(CreateTable(*database, context_, CrashTable(i)));
        ASSERT_TRUE(UpdateTimeToLive(*database, context_, {CrashTableName(i), true, "e"}));
      }
    }
    const std::uint64_t round_seed = random();
    const auto acknowledged = WriteAndKill(directory.path(), round_seed, 1 + random() % 1500);
    const auto database = Open(directory.path());
    ASSERT_TRUE(database);
    for (int i = 0; i < kThreads; ++i) {
      CompareTable(*database, i, round_seed + static_cast<std::uint64_t>(i),
                   acknowledged.at(static_cast<std::size_t>(i)));
    }
  }
}

}  // namespace
}  // namespace tablerock
