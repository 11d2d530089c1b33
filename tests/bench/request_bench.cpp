// Whole requests in process, from the body of the request to that of the reply: the write path and the read path as a
// server runs them, without sockets. And main, since their servers are closed before the engine's own statics are gone.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "bench/bench_requests.h"
#include "bench/in_process_server.h"

namespace tablerock::bench {
namespace {

constexpr std::size_t kItems = 20'000;
constexpr std::size_t kRequests = 2'000;

// One for each place, made when it is first asked for.
class Servers {
 public:
  const InProcessServer& At(Place place) {
    std::unique_ptr<InProcessServer>& server = place == Place::kMemory ? in_memory_ : on_disk_;
    if (server == nullptr) server = std::make_unique<InProcessServer>(place, kItems);
    return *server;
  }

 private:
  std::unique_ptr<InProcessServer> in_memory_;
  std::unique_ptr<InProcessServer> on_disk_;
};

void Request(benchmark::State& state, const BenchOperation& operation, const InProcessServer& server) {
  InProcessClient client(server.dispatcher());
  const std::vector<BenchRequest> requests = MakeRequests(operation, kItems, kRequests);
  std::size_t next = 0;
  std::int64_t bytes = 0;
  for (auto _ : state) {
    bytes += static_cast<std::int64_t>(client.Ask(requests[next]).size());
    next = (next + 1) % requests.size();
  }
  state.counters["reply_bytes"] = benchmark::Counter(static_cast<double>(bytes), benchmark::Counter::kAvgIterations);
}

void Register(Servers& servers) {
  for (const Place place : {Place::kMemory, Place::kDisk}) {
    for (const BenchOperation& operation : BenchOperations()) {
      const std::string name = std::string(operation.name) + (place == Place::kMemory ? "/memory" : "/disk");
      benchmark::RegisterBenchmark(name.c_str(), [&servers, &operation, place](benchmark::State& state) {
        Request(state, operation, servers.At(place));
      })->Unit(benchmark::kMicrosecond);
    }
  }
}

}  // namespace
}  // namespace tablerock::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return EXIT_FAILURE;
  tablerock::bench::Servers servers;
  tablerock::bench::Register(servers);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return EXIT_SUCCESS;
}
