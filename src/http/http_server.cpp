#include "http/http_server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <optional>
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

struct Addresses {
  asio::ip::address main;
  std::optional<asio::ip::address> also;  // of the other family; not being able to listen there is no error
};

boost::system::error_code Resolve(const std::string& host, Addresses& addresses) {
  boost::system::error_code error;
  addresses.main = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  if (error) {
    asio::io_context context;
    const auto results = Tcp::resolver(context).resolve(host, "", error);
    if (error) return error;
    addresses.main = results.begin()->endpoint().address();
  }
  if (addresses.main == asio::ip::address_v4::loopback()) addresses.also = asio::ip::address_v6::loopback();
  if (addresses.main == asio::ip::address_v4::any()) addresses.also = asio::ip::address_v6::any();
  return {};
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

  std::string Start();
  void Stop();
  std::uint16_t port() const { return listeners_.front()->port(); }

 private:
  boost::system::error_code Listen(const asio::ip::address& address, std::uint16_t port);
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
  bool running_ = false;
};

std::string HttpServer::Implementation::Start() {
  connections_max_ = ConnectionsMax(options_.limits.connections_max);
  for (unsigned i = 0; i < std::max(options_.threads, 1U); ++i) {
    workers_.push_back(std::make_unique<Worker>(services_, connections_));
  }
  Addresses addresses;
  if (const auto error = Resolve(options_.host, addresses)) return error.message();
  if (const auto error = Listen(addresses.main, options_.port)) return error.message();
  if (addresses.also) {
    const auto error = Listen(*addresses.also, port());
    if (error == boost::system::errc::address_in_use) {
      log_.Write(LogLevel::kWarning,
                 "another program listens on this port for IPv6; clients that use it will not reach this server",
                 {{"address", addresses.also->to_string()}, {"port", std::to_string(port())}});
    }
  }
  for (const auto& worker : workers_) worker->Start();
  running_ = true;
  return {};
}

boost::system::error_code HttpServer::Implementation::Listen(const asio::ip::address& address, std::uint16_t port) {
  auto listener = std::make_unique<Listener>(
      workers_.front()->context(), [this] { return connections_.load(std::memory_order_relaxed) < connections_max_; },
      [this](OwnedDescriptor socket) { Deal(std::move(socket)); });
  const auto error = listener->Open({address, port});
  if (!error) listeners_.push_back(std::move(listener));
  return error;
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

std::string HttpServer::Start() { return implementation_->Start(); }
std::uint16_t HttpServer::port() const { return implementation_->port(); }
void HttpServer::Stop() { implementation_->Stop(); }

}  // namespace tablerock
