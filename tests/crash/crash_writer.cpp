// crash_writer DIRECTORY SEED THREADS ACK_FD: writes to a database until it is killed. Each thread has a table of its
// own and does the operations that its seed gives; behind each acknowledged one it writes "THREAD COUNT\n" to ACK_FD.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "crash/crash_tables.h"
#include "model_test/random_operations.h"

namespace tablerock {
namespace {

void WriteUntilKilled(Database& database, int thread, std::uint64_t seed, int ack_fd) {
  Reference reference;
  RandomOperations operations(database, CrashTableName(thread), reference, seed);
  for (std::uint64_t count = 1;; ++count) {
    operations.DoOne();
    if (::testing::UnitTest::GetInstance()->Failed()) std::_Exit(3);
    const std::string line = std::to_string(thread) + " " + std::to_string(count) + "\n";
    if (::write(ack_fd, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(4);
  }
}

int Run(const std::string& directory, std::uint64_t seed, int threads, int ack_fd) {
  const Log log(LogLevel::kError);
  Clock clock;
  StopClock(clock);
  DatabaseOptions options;
  options.data_directory = directory;
  auto database = Database::Open(options, clock, log);
  if (!database) {
    std::cerr << database.error().cause() << '\n';
    return 1;
  }
  std::vector<std::thread> writers;
  for (int i = 0; i < threads; ++i) {
    writers.emplace_back([&, i] { WriteUntilKilled(**database, i, seed + static_cast<std::uint64_t>(i), ack_fd); });
  }
  for (std::thread& writer : writers) writer.join();
  return 0;
}

}  // namespace
}  // namespace tablerock

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  if (argc != 5) return 2;
  return tablerock::Run(argv[1], std::stoull(argv[2]), std::atoi(argv[3]), std::atoi(argv[4]));
}
