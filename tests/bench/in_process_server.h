// InProcessServer: a database behind its dispatcher, without sockets, jobs or threads of its own (the engine's for
// flushes and compactions apart), and the benchmark's table in it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "bench/bench_requests.h"
#include "core/clock.h"
#include "core/log.h"
#include "storage/database.h"
#include "storage/temporary_directory.h"
#include "wire/dispatcher.h"

namespace tablerock::bench {

// Where the data is kept.
enum class Place {
  kMemory,
  kDisk,  // a directory of its own below the system's temporary one
};

// The options of a server's defaults, there.
DatabaseOptions OptionsAt(Place place, const TemporaryDirectory& directory);

// What one connection is to the dispatcher: it keeps the buffer of its replies. One thread.
class InProcessClient {
 public:
  explicit InProcessClient(const Dispatcher& dispatcher) : dispatcher_(dispatcher) {}
  // From the body of the request to that of the reply, which stays until the next call. Any answer but 200 ends the
  // program: nothing that follows would measure what it says.
  std::string_view Ask(const BenchRequest& request);

 private:
  const Dispatcher& dispatcher_;
  WireResponse response_;
};

// Thread-safe but for its making. The clock stands still.
class InProcessServer {
 public:
  // Throws if the database cannot be opened. `items`: how many the table has, made up to a whole load request. On
  // disk they stand in tables of the engine when this returns; in memory in memtables, as far as these hold them.
  InProcessServer(Place place, std::size_t items);

  const Dispatcher& dispatcher() const { return *dispatcher_; }

 private:
  void Load(std::size_t items);

  TemporaryDirectory directory_;
  Log log_{LogLevel::kError};
  Clock clock_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Dispatcher> dispatcher_;
};

}  // namespace tablerock::bench
