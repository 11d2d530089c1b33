// HttpServer: answers HTTP requests through a Dispatcher. Start and Stop are for one thread; the rest is inside.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/log.h"
#include "http/control_handler.h"
#include "http/http_limits.h"
#include "net/listening_sockets.h"
#include "wire/dispatcher.h"

namespace tablerock {

struct HttpServerOptions {
  unsigned threads = 1;
  std::string cors_origins = "*";
  // Answers what comes under /_tablerock, if it is not empty. Called by the threads that serve; goes on answering until
  // Stop has returned.
  ControlHandler control;
  HttpLimits limits;
};

class HttpServer {
 public:
  // Both must outlive the server.
  HttpServer(const Dispatcher& dispatcher, const Log& log, HttpServerOptions options);
  // Stops.
  ~HttpServer();

  // Serves who connects to `sockets`, and who has. Empty, or the reason why it cannot.
  std::string Start(ListeningSockets sockets);
  // Of the sockets. REQUIRES: Start succeeded.
  std::uint16_t port() const;
  // Stops accepting, answers the requests that have arrived, closes: at most HttpLimits::stop_grace and those requests.
  void Stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tablerock
