// Options → database, background jobs, dispatcher, HTTP server.
#include "tablerock/server.h"

#include <algorithm>
#include <string_view>
#include <thread>
#include <utility>

#include <unistd.h>

#include "changes/stream_lifecycle.h"
#include "control/clock_control.h"
#include "control/control_thread.h"
#include "control/event_source_mappings.h"
#include "control/namespaces.h"
#include "control/stream_control.h"
#include "core/clock.h"
#include "core/log.h"
#include "deliveries/delivery_service.h"
#include "functions/function_service.h"
#include "http/http_server.h"
#include "jobs/job_runner.h"
#include "net/listening_sockets.h"
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
  database.memory_bytes = std::size_t{options.memory_mb} << 20U;
  database.durability = options.durability == Options::Durability::kPower ? Durability::kPower : Durability::kProcess;
  database.transient_status_millis = options.transient_status_millis;
  database.expiry_sweep_millis = static_cast<std::int64_t>(options.ttl_sweep_seconds) * 1000;
  database.stream_shards = options.stream_shards;
  database.kinesis_endpoint = options.kinesis_endpoint;
  database.shard_life_millis = static_cast<std::int64_t>(options.shard_minutes) * 60'000;
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
  // Makes the control API and what answers it. Nothing without Options::control_api.
  ControlHandler MakeControlHandler();
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
  std::unique_ptr<FunctionService> functions_;
  std::unique_ptr<DeliveryService> deliveries_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<ControlApi> control_api_;  // with Options::control_api
  std::unique_ptr<ControlThread> control_thread_;
  std::unique_ptr<HttpServer> http_;
};

StartResult Server::Implementation::Start() {
  if (running()) return {false, "this server runs already"};
  ListeningSockets sockets;  // first, so that a client need not try again while the data are opened
  if (const std::string problem = sockets.Open(options_.host, options_.port, log_); !problem.empty()) {
    return {false, "cannot listen on port " + std::to_string(options_.port) + " of " + options_.host + " as user id " +
                       std::to_string(::geteuid()) + ": " + problem};
  }
  auto database = Database::Open(DatabaseOptionsOf(options_), clock_, log_);
  if (!database) {
    const ApiError& error = database.error();
    return {false, error.cause().empty() ? error.classic() : error.cause()};
  }
  database_ = std::move(*database);
  // Shards that an earlier run took from their tables and did not live to give their ends.
  if (const auto finished = FinishClosingAll(*database_); !finished) return {false, finished.error().cause()};
  dispatcher_ = MakeDispatcher(*database_, DispatcherOptionsOf(options_));
  jobs_ = std::make_unique<JobRunner>(*database_);
  functions_ = std::make_unique<FunctionService>(
      *database_, FunctionOptions{options_.functions_file, options_.namespaces == Options::Namespaces::kRegion});
  if (const auto loaded = functions_->Load(); !loaded) {
    const ApiError error = loaded.error();
    Stop();
    return {false, error.cause().empty() ? error.classic() : error.cause()};
  }
  deliveries_ = std::make_unique<DeliveryService>(*database_);
  if (const auto started = deliveries_->Start(); !started) {
    const ApiError error = started.error();
    Stop();
    return {false, error.cause().empty() ? error.classic() : error.cause()};
  }
  HttpServerOptions http_options = HttpServerOptionsOf(options_);
  http_options.control = MakeControlHandler();
  // What may ask the jobs for something finds them at work.
  if (http_options.control) jobs_->Start();
  http_ = std::make_unique<HttpServer>(*dispatcher_, log_, std::move(http_options));
  if (const std::string problem = http_->Start(std::move(sockets)); !problem.empty()) {
    Stop();
    return {false, "cannot serve: " + problem};
  }
  if (!options_.control_api) jobs_->Start();
  // They call this server, which listens now.
  functions_->Start({"http://" + ClientHost(options_.host) + ":" + std::to_string(port())});
  return {true, {}};
}

ControlHandler Server::Implementation::MakeControlHandler() {
  if (!options_.control_api) return {};
  control_api_ = std::make_unique<ControlApi>();
  RegisterClockControl(*control_api_, *database_, [this](UnixMillis target) { jobs_->MoveClockForward(target); });
  RegisterStreamControl(*control_api_, *database_);
  RegisterEventSourceMappings(*control_api_, *functions_);
  RegisterNamespaces(*control_api_, *database_, *functions_);
  control_thread_ = std::make_unique<ControlThread>(*control_api_);
  return [this](ControlCall call, std::function<void(ControlAnswer)> done) {
    control_thread_->Submit({std::move(call.method), std::move(call.path), std::move(call.query), std::move(call.body)},
                            [done = std::move(done)](ControlReply reply) {
                              done({static_cast<unsigned>(reply.status), std::move(reply.body)});
                            });
  };
}

void Server::Implementation::Stop() {
  if (functions_) functions_->Stop();  // while those that are running can still ask
  http_.reset();                       // waits for the requests in flight
  control_thread_.reset();
  control_api_.reset();
  dispatcher_.reset();
  deliveries_.reset();  // after the last request
  functions_.reset();
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
