#include "bench/in_process_server.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace tablerock::bench {
namespace {

constexpr UnixMillis kStart = 1'795'000'000'000;  // in November 2026

}  // namespace

DatabaseOptions OptionsAt(Place place, const TemporaryDirectory& directory) {
  DatabaseOptions options;
  options.in_memory = place == Place::kMemory;
  options.data_directory = directory.path() + "/data";
  return options;
}

std::string_view InProcessClient::Ask(const BenchRequest& request) {
  response_.body.clear();
  response_.status = 200;
  const WireRequest wire{.method = "POST",
                         .path = "/",
                         .query = {},
                         .amz_target = request.target,
                         .authorization = kAuthorization,
                         .content_type = "application/x-amz-json-1.0",
                         .host = "127.0.0.1:8000",
                         .body = request.body};
  auto pending = dispatcher_.Handle(wire, response_);
  while (pending != nullptr && !pending->Step(response_)) {
  }
  if (response_.status != 200) {
    std::fprintf(stderr, "%s is answered %u: %s\n", request.body.c_str(), response_.status, response_.body.c_str());
    std::abort();
  }
  return response_.body;
}

InProcessServer::InProcessServer(Place place, std::size_t items) {
  clock_.Freeze();
  clock_.Set(kStart);
  auto database = Database::Open(OptionsAt(place, directory_), clock_, log_);
  if (!database) throw std::runtime_error(database.error().cause());
  database_ = std::move(*database);
  dispatcher_ = MakeDispatcher(*database_, {});
  Load(items);
  // Twice: it flushes what has stood still since it was asked last.
  for (int i = 0; i < 2; ++i) database_->store().Tidy();
}

void InProcessServer::Load(std::size_t items) {
  InProcessClient client(*dispatcher_);
  client.Ask(CreateTableRequest());
  for (std::size_t first = 0; first < items; first += kItemsOfALoadRequest) client.Ask(LoadRequest(first));
}

}  // namespace tablerock::bench
