// What tests of the dispatcher have in common: a database in memory, a signed call, its answer and its error.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "storage/database.h"
#include "wire/dispatcher.h"

namespace tablerock {

inline std::unique_ptr<Database> OpenInMemory(Clock& clock, Log& log) {
  DatabaseOptions options;
  options.in_memory = true;
  auto database = Database::Open(options, clock, log);
  if (!database) throw std::runtime_error(database.error().cause());
  return std::move(*database);
}

// A call as SDKs send it, signed for eu-west-2. It views its arguments.
inline WireRequest SignedRequest(std::string_view target, std::string_view body) {
  WireRequest request;
  request.method = "POST";
  request.path = "/";
  request.amz_target = target;
  request.authorization =
      "AWS4-HMAC-SHA256 Credential=AKID/20261122/eu-west-2/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, "
      "Signature=0a1b";
  request.content_type = "application/x-amz-json-1.0";
  request.host = "localhost:8000";
  request.body = body;
  return request;
}

// The whole answer, also where it comes in steps.
inline WireResponse AnswerOf(const Dispatcher& dispatcher, const WireRequest& request) {
  WireResponse response;
  auto pending = dispatcher.Handle(request, response);
  while (pending != nullptr && !pending->Step(response)) {
  }
  return response;
}

// "ValidationException", of an error's body.
template <typename Json>
std::string ErrorNameOf(const Json& body) {
  const auto type = body.at("__type").template get<std::string>();
  return type.substr(type.find('#') + 1);
}

}  // namespace tablerock
