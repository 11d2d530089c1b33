// crash_writer DIRECTORY SEED MEMTABLE_BYTES ACK_FD: works on a database until it is killed. Each of its threads
// (crash_tables.h) writes "THREAD NUMBER\n" to ACK_FD behind each thing that was acknowledged to it: those with a table
// of their own count the operations that their seed gives, the churning one its steps, and the reader tells the
// sequence number up to which it has read the stream of the first table. The jobs of the background run beside them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "changes/stream.h"
#include "crash/churn.h"
#include "crash/crash_tables.h"
#include "jobs/job_runner.h"
#include "model_test/random_operations.h"
#include "operations/describe_stream.h"
#include "operations/get_records.h"
#include "operations/get_shard_iterator.h"

namespace tablerock {
namespace {

void Acknowledge(int ack_fd, int thread, std::uint64_t number) {
  const std::string line = std::to_string(thread) + " " + std::to_string(number) + "\n";
  if (::write(ack_fd, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(4);
}

// The test tells an end by itself from the kill.
[[noreturn]] void Fail(const std::string& what) {
  std::cerr << what << '\n';
  std::_Exit(5);
}

void WriteUntilKilled(Database& database, int thread, std::uint64_t seed, int ack_fd) {
  Reference reference;
  RandomOperations operations(database, CrashTableName(thread), reference, seed);
  for (std::uint64_t count = 1;; ++count) {
    operations.DoOne();
    if (::testing::UnitTest::GetInstance()->Failed()) std::_Exit(3);
    Acknowledge(ack_fd, thread, count);
  }
}

void ChurnUntilKilled(Database& database, int ack_fd) {
  for (std::uint64_t count = 0;; ++count) {
    const std::string problem = DoChurnStep(database, RequestContext(), count);
    if (!problem.empty()) Fail("step " + std::to_string(count) + " of churn: " + problem);
    Acknowledge(ack_fd, kChurnThread, count + 1);
  }
}

void WriteToChurnUntilKilled(Database& database, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  for (;;) {
    const std::string problem = WriteToChurnTable(database, RequestContext(), random);
    if (!problem.empty()) Fail("a write to the churning table: " + problem);
  }
}

void ReadUntilKilled(Database& database, int ack_fd) {
  const RequestContext context;
  const TableHandle table = database.catalog().Find("", CrashTableName(0));
  const std::string arn = StreamArn(context, CrashTableName(0), table->description().stream->label);
  const std::string shard_id = table->description().open_shards.front().shard_id;
  auto iterator = GetShardIterator(database, context, {arn, shard_id, "TRIM_HORIZON", std::nullopt});
  if (!iterator) Fail(std::string(iterator.error().classic()));
  std::string next = iterator->shard_iterator;
  SequenceNumber last = 0;
  for (;;) {
    const std::uint64_t rings = database.change_signal().rings();
    const auto page = GetRecords(database, context, {next, 100});
    if (!page) Fail(std::string(page.error().classic()));
    for (const StreamRecord& record : page->records) {
      if (record.stored.number <= last) Fail("a stream that goes back");
      last = record.stored.number;
    }
    next = *page->next_shard_iterator;
    if (page->records.empty()) {
      database.change_signal().WaitUntil(rings, SteadyClock::now() + std::chrono::milliseconds(50));
    } else {
      Acknowledge(ack_fd, kReaderThread, last);
    }
  }
}

int Run(const std::string& directory, std::uint64_t seed, std::size_t memtable_bytes, int ack_fd) {
  const Log log(LogLevel::kError);
  Clock clock;
  StopClock(clock);
  DatabaseOptions options;
  options.data_directory = directory;
  options.memtable_bytes = memtable_bytes;
  auto database = Database::Open(options, clock, log);
  if (!database) {
    std::cerr << database.error().cause() << '\n';
    return 1;
  }
  JobRunner jobs(**database);
  jobs.Start();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] { WriteUntilKilled(**database, i, seed + static_cast<std::uint64_t>(i), ack_fd); });
  }
  threads.emplace_back([&] { ChurnUntilKilled(**database, ack_fd); });
  threads.emplace_back([&] { WriteToChurnUntilKilled(**database, seed); });
  threads.emplace_back([&] { ReadUntilKilled(**database, ack_fd); });
  for (std::thread& thread : threads) thread.join();
  return 0;
}

}  // namespace
}  // namespace tablerock

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (argc != 5) return 2;
  return tablerock::Run(argv[1], std::stoull(argv[2]), std::stoull(argv[3]), std::atoi(argv[4]));
}
