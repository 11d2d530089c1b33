// HttpServer: listens, and answers HTTP requests through a Dispatcher. Start and Stop are for one thread; the rest is
// inside.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/log.h"
#include "http/control_handler.h"
#include "http/http_limits.h"
#include "wire/dispatcher.h"

namespace tablerock {

struct HttpServerOptions {
  // An address or a name. 127.0.0.1 (and "localhost") listens on ::1 as well, and 0.0.0.0 on ::, where the machine has
  // IPv6: a client that resolves localhost may try either first.
  std::string host = "127.0.0.1";
  std::uint16_t port = 8000;  // 0: any free one
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

  // Listens and serves. Empty, or the reason why it cannot ("Address already in use").
  std::string Start();
  // The port it listens on. REQUIRES: Start succeeded.
  std::uint16_t port() const;
  // Stops accepting, answers the requests that have arrived, closes: at most HttpLimits::stop_grace and those requests.
  void Stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tablerock
