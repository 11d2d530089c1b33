#include "http/http_server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/post.hpp>
#include <utility>
#include <vector>

#include "http/step_threads.h"
#include "http/worker.h"
#include "net/listener.h"
#include "net/open_files.h"

namespace tablerock {

namespace {

// Files that are not connections: the database's tables and logs, libraries, standard streams.
constexpr std::size_t kOtherFiles = 1'024;

std::size_t ConnectionsMax(std::size_t wanted) {
  const std::size_t files = RaiseOpenFileLimit(wanted + kOtherFiles);
  return std::min(wanted, files > 2 * kOtherFiles ? files - kOtherFiles : files / 2);
}

}  // namespace

class HttpServer::Implementation {
 public:
  Implementation(const Dispatcher& dispatcher, const Log& log, HttpServerOptions options)
      : options_(std::move(options)),
        log_(log),
        cors_(options_.cors_origins),
        bytes_in_flight_(options_.limits.bytes_in_flight_max),
        step_threads_(options_.threads, log),
        services_{dispatcher, log, options_.limits, cors_, options_.control, bytes_in_flight_, step_threads_} {}

  std::string Start(ListeningSockets sockets);
  void Stop();
  std::uint16_t port() const { return port_; }

 private:
  void Deal(OwnedDescriptor socket);

  const HttpServerOptions options_;
  const Log& log_;
  const CorsPolicy cors_;
  BytesInFlight bytes_in_flight_;
  StepThreads step_threads_;  // ends behind the workers, whose connections it works for
  const HttpServices services_;
  std::size_t connections_max_ = 0;
  std::atomic<std::size_t> connections_{0};
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::unique_ptr<Listener>> listeners_;  // all on the first worker's context
  std::size_t next_worker_ = 0;
  std::uint16_t port_ = 0;
  bool running_ = false;
};

std::string HttpServer::Implementation::Start(ListeningSockets sockets) {
  connections_max_ = ConnectionsMax(options_.limits.connections_max);
  for (unsigned i = 0; i < std::max(options_.threads, 1U); ++i) {
    workers_.push_back(std::make_unique<Worker>(services_, connections_));
  }
  port_ = sockets.port();
  for (ListeningSocket& socket : sockets.Take()) {
    listeners_.push_back(std::make_unique<Listener>(
        workers_.front()->context(), [this] { return connections_.load(std::memory_order_relaxed) < connections_max_; },
        [this](OwnedDescriptor accepted) { Deal(std::move(accepted)); }));
    if (const auto error = listeners_.back()->Start(std::move(socket))) return error.message();
  }
  for (const auto& worker : workers_) worker->Start();
  running_ = true;
  return {};
}

void HttpServer::Implementation::Deal(OwnedDescriptor socket) {
  connections_.fetch_add(1, std::memory_order_relaxed);
  workers_[next_worker_++ % workers_.size()]->Adopt(std::move(socket));
}

void HttpServer::Implementation::Stop() {
  if (!running_) return;
  running_ = false;
  asio::post(workers_.front()->context(), [this] {
    for (const auto& listener : listeners_) listener->Close();
  });
  for (const auto& worker : workers_) worker->Stop();
  for (const auto& worker : workers_) worker->Join();
}

HttpServer::HttpServer(const Dispatcher& dispatcher, const Log& log, HttpServerOptions options)
    : implementation_(std::make_unique<Implementation>(dispatcher, log, std::move(options))) {}

HttpServer::~HttpServer() { Stop(); }

std::string HttpServer::Start(ListeningSockets sockets) { return implementation_->Start(std::move(sockets)); }
std::uint16_t HttpServer::port() const { return implementation_->port(); }
void HttpServer::Stop() { implementation_->Stop(); }

}  // namespace tablerock
