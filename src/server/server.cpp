// Options → database, background jobs, dispatcher, HTTP server.
#include "tablerock/server.h"

#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

#include <unistd.h>

#include "changes/stream_lifecycle.h"
#include "core/clock.h"
#include "core/log.h"
#include "http/http_server.h"
#include "jobs/job_runner.h"
#include "storage/database.h"
#include "wire/dispatcher.h"

namespace tablerock {

namespace {

unsigned ThreadsOf(const Options& options) {
  if (options.threads > 0) return options.threads;
  const unsigned processors = std::max(std::thread::hardware_concurrency(), 1U);
  return options.durability == Options::Durability::kPower ? processors * 4 : processors;
}

LogLevel LogLevelOf(const Options& options) { return options.verbose ? LogLevel::kDebug : LogLevel::kInfo; }

LogFormat LogFormatOf(const Options& options) {
  return options.log_format == Options::LogFormat::kJson ? LogFormat::kJson : LogFormat::kText;
}

DatabaseOptions DatabaseOptionsOf(const Options& options) {
  DatabaseOptions database;
  database.data_directory = options.data_directory;
  database.in_memory = options.in_memory;
  database.durability = options.durability == Options::Durability::kPower ? Durability::kPower : Durability::kProcess;
  return database;
}

DispatcherOptions DispatcherOptionsOf(const Options& options) {
  DispatcherOptions dispatcher;
  dispatcher.namespaces_by_region = options.namespaces == Options::Namespaces::kRegion;
  switch (options.error_wording) {
    case Options::ErrorWording::k2026October:
      dispatcher.error_wording = ErrorWording::k2026October;
      break;
    case Options::ErrorWording::kClassic:
      dispatcher.error_wording = ErrorWording::kClassic;
      break;
    case Options::ErrorWording::kCurrent:
      dispatcher.error_wording = ErrorWording::kCurrent;
      break;
  }
  return dispatcher;
}

HttpServerOptions HttpServerOptionsOf(const Options& options) {
  HttpServerOptions http;
  http.host = options.host;
  http.port = options.port;
  http.threads = ThreadsOf(options);
  http.cors_origins = options.cors_origins;
  return http;
}

// An address to connect to for one to listen on, as it stands in a URL.
std::string ClientHost(std::string_view host) {
  if (host == "0.0.0.0") return "127.0.0.1";
  if (host == "::") return "[::1]";
  return host.find(':') == std::string_view::npos ? std::string(host) : "[" + std::string(host) + "]";
}

}  // namespace

class Server::Implementation {
 public:
  explicit Implementation(Options options)
      : options_(std::move(options)), log_(LogLevelOf(options_), LogFormatOf(options_)) {}

  StartResult Start();
  void Stop();
  bool running() const { return http_ != nullptr; }
  std::uint16_t port() const { return running() ? http_->port() : std::uint16_t{0}; }
  const std::string& host() const { return options_.host; }

 private:
  const Options options_;
  const Log log_;
  Clock clock_;
  // In the order in which they are made; each uses those before it.
  std::unique_ptr<Database> database_;
  std::unique_ptr<JobRunner> jobs_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<HttpServer> http_;
};

StartResult Server::Implementation::Start() {
  if (running()) return {false, "this server runs already"};
  auto database = Database::Open(DatabaseOptionsOf(options_), clock_, log_);
  if (!database) {
    const ApiError& error = database.error();
    return {false, error.cause().empty() ? error.classic() : error.cause()};
  }
  database_ = std::move(*database);
  // Shards that an earlier run took from their tables and did not live to give their ends.
  if (const auto finished = FinishClosingAll(*database_); !finished) return {false, finished.error().cause()};
  dispatcher_ = MakeDispatcher(*database_, DispatcherOptionsOf(options_));
  http_ = std::make_unique<HttpServer>(*dispatcher_, log_, HttpServerOptionsOf(options_));
  if (const std::string problem = http_->Start(); !problem.empty()) {
    Stop();
    return {false, "cannot listen on port " + std::to_string(options_.port) + " of " + options_.host + " as user id " +
                       std::to_string(::geteuid()) + ": " + problem};
  }
  jobs_ = std::make_unique<JobRunner>(*database_);
  jobs_->Start();
  return {true, {}};
}

void Server::Implementation::Stop() {
  http_.reset();  // waits for the requests in flight
  dispatcher_.reset();
  jobs_.reset();
  database_.reset();
}

Server::Server(Options options) : implementation_(std::make_unique<Implementation>(std::move(options))) {}

Server::~Server() {
  if (implementation_ != nullptr) Stop();
}

Server::Server(Server&& other) noexcept = default;
Server& Server::operator=(Server&& other) noexcept = default;

StartResult Server::Start() { return implementation_->Start(); }
void Server::Stop() { implementation_->Stop(); }
std::uint16_t Server::port() const { return implementation_->port(); }

std::string Server::endpoint() const {
  if (!implementation_->running()) return {};
  return "http://" + ClientHost(implementation_->host()) + ":" + std::to_string(port());
}

}  // namespace tablerock
