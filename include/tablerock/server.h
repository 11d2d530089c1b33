// Server: a whole DynamoDB endpoint inside a program, for tests above all.
//
//   tablerock::Server server({.in_memory = true, .port = 0});
//   if (const auto started = server.Start(); !started) { std::cerr << started.message; … }
//   … point a client at server.endpoint() …
//
// Several servers can live in one process. Start and Stop belong to one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tablerock/options.h"
#include "tablerock/version.h"

namespace tablerock {

// Whether a server started, and if not, why: for the person who started it.
struct StartResult {
  bool ok = false;
  std::string message;

  explicit operator bool() const { return ok; }
};

class Server {
 public:
  explicit Server(Options options = {});
  // Stops.
  ~Server();
  Server(Server&& other) noexcept;
  Server& operator=(Server&& other) noexcept;

  // Listens, opens the data, and serves from then on in threads of its own. Fails at once where the port is in use or
  // the data directory cannot be had. Once stopped or failed, a server can be started again.
  StartResult Start();

  // Answers the requests that have arrived, closes the connections and the data. A server that does not run stays as it
  // is.
  void Stop();

  // "http://127.0.0.1:8000", to be given to a client in this machine. Empty unless the server runs.
  std::string endpoint() const;
  // Where it listens; 0 unless the server runs.
  std::uint16_t port() const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tablerock
