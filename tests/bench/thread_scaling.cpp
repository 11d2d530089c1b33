// Does GetItem gain as much by a second thread as the engine below it does? In process, without sockets: GetItem
// through the dispatcher, and bare rocksdb::DB::Get of the same keys in a database of the same set-up, each with one
// thread and with two, in turns, in one run. Prints what two threads reach over one for both, and the quotient of
// these.
//
//   thread_scaling memory|disk [ITEMS [ROUNDS [SECONDS]]]
//
// Two figures: requests a second by the wall clock, which only an idle machine of two processors and more can tell; and
// by the processor time that the threads were given, which leaves out what others took, and what a thread slept on a
// lock.
#include <rocksdb/db.h>
#include <rocksdb/options.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <barrier>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "bench/bench_requests.h"
#include "bench/in_process_server.h"
#include "fuzz/json_item.h"
#include "storage/key_codec.h"
#include "storage/rocks_engine.h"

namespace tablerock::bench {
namespace {

constexpr std::size_t kRequestsOfAThread = 8'192;
constexpr std::size_t kRequestsBetweenLooks = 64;
constexpr std::uint32_t kTableId = 1;

struct Settings {
  Place place = Place::kMemory;
  std::size_t items = 20'000;
  int rounds = 9;
  double seconds = 0.5;
};

struct Rate {
  double by_clock = 0;
  double by_processor = 0;
};

double ThreadSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Does the read with that number, below kRequestsOfAThread.
using Reader = std::function<void(std::size_t number)>;

// Requests a second of `readers`, each in a thread of its own.
Rate Measure(const std::vector<Reader>& readers, double seconds) {
  std::atomic<bool> ended{false};
  std::barrier<> start(static_cast<std::ptrdiff_t>(readers.size()) + 1);
  std::vector<Rate> rates(readers.size());
  std::vector<std::thread> threads;
  threads.reserve(readers.size());
  for (std::size_t i = 0; i < readers.size(); ++i) {
    threads.emplace_back([&, i] {
      const Reader& read = readers[i];
      start.arrive_and_wait();
      const auto began = SteadyClock::now();
      const double cpu_began = ThreadSeconds();
      std::size_t count = 0;
      while (!ended.load(std::memory_order_relaxed)) {
        for (std::size_t k = 0; k < kRequestsBetweenLooks; ++k) read((count + k) % kRequestsOfAThread);
        count += kRequestsBetweenLooks;
      }
      const std::chrono::duration<double> spent = SteadyClock::now() - began;
      const double reads = static_cast<double>(count);
      rates[i] = {reads / spent.count(), reads / (ThreadSeconds() - cpu_began)};
    });
  }
  start.arrive_and_wait();
  std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
  ended.store(true);
  for (std::thread& thread : threads) thread.join();
  Rate sum;
  for (const Rate& rate : rates) {
    sum.by_clock += rate.by_clock;
    sum.by_processor += rate.by_processor;
  }
  return sum;
}

// The items of the benchmark's table in a database that is set up as ours is, and their keys there.
class BareEngine {
 public:
  BareEngine(Place place, std::size_t items) : options_(OptionsAt(place, directory_)) {
    auto engine = RocksEngine::Open(options_, log_);
    if (!engine) throw std::runtime_error(engine.error().cause());
    engine_ = std::move(*engine);
    read_options_.verify_checksums = !options_.in_memory;
    Load(items);
  }

  void Get(const std::string& key, rocksdb::PinnableSlice& value) {
    value.Reset();
    const rocksdb::Status status = engine_->db().Get(read_options_, engine_->family(Family::kItems), key, &value);
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }
  const std::string& key(std::size_t item) const { return keys_[item]; }

 private:
  void Load(std::size_t items) {
    const KeySchema schema{{{"pk", AttributeType::kString}}, {{"sk", AttributeType::kString}}};
    rocksdb::WriteOptions write_options;
    write_options.disableWAL = options_.in_memory;
    keys_.reserve(items);
    for (std::size_t n = 0; n < items; ++n) {
      const Item item = fuzz::ItemOf(ItemJson(n));
      keys_.emplace_back(EncodeItemKey(kTableId, schema, item).bytes());
      const rocksdb::Status status =
          engine_->db().Put(write_options, engine_->family(Family::kItems), keys_.back(), item.bytes());
      if (!status.ok()) throw std::runtime_error(status.ToString());
    }
    if (options_.in_memory) return;
    const rocksdb::Status status = engine_->db().Flush({}, engine_->family(Family::kItems));
    if (!status.ok()) throw std::runtime_error(status.ToString());
  }

  TemporaryDirectory directory_;
  DatabaseOptions options_;
  Log log_{LogLevel::kError};
  std::unique_ptr<RocksEngine> engine_;
  rocksdb::ReadOptions read_options_;
  std::vector<std::string> keys_;
};

std::vector<std::size_t> RandomItems(std::size_t items, std::size_t seed) {
  std::vector<std::size_t> numbers(kRequestsOfAThread);
  std::uint64_t random = seed;
  for (std::size_t& number : numbers) {
    random = random * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
    number = (random >> 33U) % items;
  }
  return numbers;
}

Reader GetItemReader(const InProcessServer& server, std::size_t items, std::size_t seed) {
  auto requests = std::make_shared<std::vector<BenchRequest>>(
      MakeRequests(BenchOperations().front(), items, kRequestsOfAThread, seed));
  auto client = std::make_shared<InProcessClient>(server.dispatcher());
  return [requests, client](std::size_t number) { client->Ask((*requests)[number]); };
}

Reader BareReader(BareEngine& engine, std::size_t items, std::size_t seed) {
  auto numbers = std::make_shared<std::vector<std::size_t>>(RandomItems(items, seed));
  auto value = std::make_shared<rocksdb::PinnableSlice>();
  return [&engine, numbers, value](std::size_t number) { engine.Get(engine.key((*numbers)[number]), *value); };
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// What two threads reach over one, and one thread's rate.
struct Scaling {
  std::vector<double> one_thread;
  std::vector<double> by_clock;
  std::vector<double> by_processor;

  void Add(const std::vector<Reader>& readers, double seconds) {
    const Rate one = Measure({readers[0]}, seconds);
    const Rate two = Measure(readers, seconds);
    one_thread.push_back(one.by_processor);
    by_clock.push_back(two.by_clock / one.by_clock);
    by_processor.push_back(two.by_processor / one.by_processor);
  }

  void Print(const char* name) const {
    std::printf("%-20s one thread %10.0f/s of its processor   two over one: %.2f by the clock, %.2f by the processor\n",
                name, Median(one_thread), Median(by_clock), Median(by_processor));
  }
};

int Run(const Settings& settings) {
  const InProcessServer server(settings.place, settings.items);
  BareEngine engine(settings.place, settings.items);
  const std::vector<Reader> get_item{GetItemReader(server, settings.items, 1),
                                     GetItemReader(server, settings.items, 2)};
  const std::vector<Reader> bare{BareReader(engine, settings.items, 1), BareReader(engine, settings.items, 2)};
  for (const auto& readers : {get_item, bare}) Measure(readers, settings.seconds);  // warms up

  Scaling of_get_item;
  Scaling of_bare;
  for (int round = 0; round < settings.rounds; ++round) {
    of_get_item.Add(get_item, settings.seconds);
    of_bare.Add(bare, settings.seconds);
  }
  of_get_item.Print("GetItem");
  of_bare.Print("rocksdb::DB::Get");
  std::printf("quotient: %.2f by the clock, %.2f by the processor (medians of %d rounds)\n",
              Median(of_get_item.by_clock) / Median(of_bare.by_clock),
              Median(of_get_item.by_processor) / Median(of_bare.by_processor), settings.rounds);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace tablerock::bench

int main(int argc, char** argv) {
  tablerock::bench::Settings settings;
  const std::string_view place = argc > 1 ? argv[1] : "";
  if (place != "memory" && place != "disk") {
    std::fprintf(stderr, "usage: thread_scaling memory|disk [ITEMS [ROUNDS [SECONDS]]]\n");
    return 2;
  }
  try {
    if (place == "disk") settings.place = tablerock::bench::Place::kDisk;
    if (argc > 2) settings.items = std::stoul(argv[2]);
    if (argc > 3) settings.rounds = std::stoi(argv[3]);
    if (argc > 4) settings.seconds = std::stod(argv[4]);
    return tablerock::bench::Run(settings);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "thread_scaling: %s\n", error.what());
    return EXIT_FAILURE;
  }
}
