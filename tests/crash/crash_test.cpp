// Kills a working process with SIGKILL at a random moment, opens its database again, and compares: every acknowledged
// write and schema change is there, the one in flight is there whole or not at all, what was read of a stream is still
// in it, and all that is derived from items agrees with them, before and after the jobs that were cut short are done.
//
// TABLEROCK_CRASH_ROUNDS=200 is the long mode (20 kills otherwise); TABLEROCK_SEED repeats a run, as far as threads
// can.
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
#include <iostream>
#include <random>
#include <sstream>

#include "changes/stream_lifecycle.h"
#include "crash/churn.h"
#include "crash/crash_tables.h"
#include "jobs/consistency_check.h"
#include "jobs/job_runner.h"
#include "model_test/comparison.h"
#include "model_test/random_operations.h"
#include "operations/scan.h"
#include "operations/update_time_to_live.h"
#include "storage/key_codec.h"

extern char** environ;

namespace tablerock {
namespace {

using Acknowledged = std::array<std::uint64_t, kAcknowledgers>;

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

// The last number that each thread acknowledged, from the writer's lines.
Acknowledged NumbersIn(const std::string& lines) {
  Acknowledged numbers{};
  std::istringstream stream(lines);
  std::string line;
  while (std::getline(stream, line)) {
    if (stream.eof()) break;  // a line that the kill cut short was not acknowledged to us
    const std::size_t space = line.find(' ');
    numbers.at(std::stoul(line)) = std::stoull(line.substr(space + 1));
  }
  return numbers;
}

// Runs the writer until it has acknowledged `kill_after` times in all, kills it and reads what it acknowledged.
Acknowledged WorkAndKill(const std::string& directory, std::uint64_t seed, std::size_t memtable_bytes,
                         std::size_t kill_after) {
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  const int child_end = 10;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], child_end);
  const std::string seed_text = std::to_string(seed);
  const std::string memtable_text = std::to_string(memtable_bytes);
  const std::string fd_text = std::to_string(child_end);
  std::array<const char*, 6> arguments = {TABLEROCK_CRASH_WRITER, directory.c_str(), seed_text.c_str(),
                                          memtable_text.c_str(),  fd_text.c_str(),   nullptr};
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
  return NumbersIn(lines);
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
    comparison.CompareChangeLog();
  }

  static void ExpectAgrees(Database& database, const char* when) {
    const CheckReport report = CheckConsistency(database);
    EXPECT_TRUE(report.agrees()) << when << "\n" << report.Lines();
  }

  // The last record that was read of the first table's stream.
  static void ExpectStillInLog(Database& database, SequenceNumber number) {
    if (number == 0) return;
    const TableDescription& table = database.catalog().Find("", CrashTableName(0))->description();
    PinnedValue value;
    const auto found =
        database.store().Get(Family::kChanges, ChangeKey(table.id, table.open_shards.front().number, number), value);
    EXPECT_TRUE(found && *found) << "a record that was read is gone";
  }

  // Does what a server does at its start and behind it.
  static void FinishJobs(Database& database) {
    const auto finished = FinishClosingAll(database);
    ASSERT_TRUE(finished) << finished.error().cause();
    const auto done = JobRunner(database).RunUntilIdle();
    ASSERT_TRUE(done) << done.error().cause();
    const auto left = database.catalog().ListEntries(CatalogKind::kJob);
    ASSERT_TRUE(left);
    EXPECT_TRUE(left->empty());
  }

  Log log_{LogLevel::kError};
  Clock clock_;
  RequestContext context_;
};

TEST_F(CrashTest, KeepsWhatWasAcknowledgedAndNothingHalf) {
  const std::uint64_t seed = Seed();
  SCOPED_TRACE("TABLEROCK_SEED=" + std::to_string(seed));
  std::mt19937_64 random(seed);
  std::uint64_t churn_steps = 0;
  for (int round = 0; round < Rounds() && !HasFailure(); ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    const TemporaryDirectory directory;
    {
      const auto database = Open(directory.path());
      ASSERT_TRUE(database);
      for (int i = 0; i < kThreads; ++i) {
        ASSERT_TRUE(CreateTable(*database, context_, CrashTable(i)));
        ASSERT_TRUE(UpdateTimeToLive(*database, context_, {CrashTableName(i), true, kCrashExpiryAttribute}));
      }
    }
    const std::uint64_t round_seed = random();
    // Small ones are written out all the time, and compacted.
    const std::size_t memtable_bytes = random() % 2 == 0 ? std::size_t{64} << 10U : std::size_t{16} << 20U;
    const Acknowledged acknowledged = WorkAndKill(directory.path(), round_seed, memtable_bytes, 1 + random() % 1500);
    const auto database = Open(directory.path());
    ASSERT_TRUE(database);
    ExpectAgrees(*database, "as it was left");
    CheckChurnTable(*database, acknowledged.at(kChurnThread));
    ExpectStillInLog(*database, acknowledged.at(kReaderThread));
    for (int i = 0; i < kThreads; ++i) {
      CompareTable(*database, i, round_seed + static_cast<std::uint64_t>(i),
                   acknowledged.at(static_cast<std::size_t>(i)));
    }
    FinishJobs(*database);
    ExpectAgrees(*database, "with the jobs done");
    churn_steps += acknowledged.at(kChurnThread);
  }
  RecordProperty("churn_steps", std::to_string(churn_steps));
  std::cout << Rounds() << " kills, " << churn_steps << " schema changes\n";
}

}  // namespace
}  // namespace tablerock
