// Sends each of the benchmark's requests some hundred times, in process, from the body of the request to that of the
// reply. Under callgrind it counts the instructions of exactly these, and dumps them operation by operation;
// instructions.py runs it so. One thread, the same data and the same requests each time, nothing in the background.
//
//   instruction_count memory|disk REQUESTS
#include <valgrind/callgrind.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "bench/bench_requests.h"
#include "bench/in_process_server.h"

namespace tablerock::bench {
namespace {

// In memory all of them, and what the requests write, stay in one memtable; so nothing is flushed while it counts.
constexpr std::size_t kItems = 5'000;

void Count(InProcessClient& client, const BenchOperation& operation, std::size_t count) {
  const std::vector<BenchRequest> requests = MakeRequests(operation, kItems, count);
  // Caches fill up and buffers grow to their size.
  for (const BenchRequest& request : requests) client.Ask(request);
  const std::string name(operation.name);
  CALLGRIND_ZERO_STATS;
  for (const BenchRequest& request : requests) client.Ask(request);
  CALLGRIND_DUMP_STATS_AT(name.c_str());
}

int Run(Place place, std::size_t count) {
  const InProcessServer server(place, kItems);
  InProcessClient client(server.dispatcher());
  CALLGRIND_START_INSTRUMENTATION;
  for (const BenchOperation& operation : BenchOperations()) Count(client, operation, count);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace tablerock::bench

int main(int argc, char** argv) {
  using tablerock::bench::Place;
  const std::string_view place = argc == 3 ? argv[1] : "";
  if (place != "memory" && place != "disk") {
    std::fprintf(stderr, "usage: instruction_count memory|disk REQUESTS\n");
    return 2;
  }
  try {
    return tablerock::bench::Run(place == "memory" ? Place::kMemory : Place::kDisk, std::stoul(argv[2]));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "instruction_count: %s\n", error.what());
    return EXIT_FAILURE;
  }
}
