#include "wire/operation_dispatcher.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "json/reader.h"
#include "json/serialization_errors.h"
#include "storage/database.h"
#include "wire/constraint_check.h"
#include "wire/credentials.h"
#include "wire/error_reply.h"
#include "wire/foreign_call.h"
#include "wire/input_decoder.h"
#include "wire/operation_table.h"

namespace tablerock {
namespace {

constexpr std::string_view kDynamoDbTarget = "DynamoDB_20120810.";
constexpr std::string_view kStreamsTarget = "DynamoDBStreams_20120810.";
constexpr std::string_view kNamespacePath = "/ns/";
constexpr std::size_t kNamespaceSizeMax = 255;

bool IsOurTarget(std::string_view target) {
  return target.starts_with(kDynamoDbTarget) || target.starts_with(kStreamsTarget);
}

std::string_view WithoutParameters(std::string_view content_type) {
  std::string_view type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  return type;
}

// The service reads a body as JSON only under these types; 1.1 is what some other services' clients send.
bool IsJsonType(std::string_view type) {
  return type == "application/x-amz-json-1.0" || type == "application/json" || type == "application/x-amz-json-1.1";
}

// A request that no client of the API makes: the service answers it so.
void AnswerNotFound(WireResponse& response) {
  response.status = 404;
  response.content_type = "text/xml";
  response.body = "<UnknownOperationException/>\n";
}

// The set of tables that an endpoint path names: "/ns/worker-1". Any other path is that of the shared one.
Result<std::string> NamespaceOfPath(std::string_view path) {
  if (!path.starts_with(kNamespacePath)) return std::string();
  std::string_view name = path.substr(kNamespacePath.size());
  if (name.ends_with('/')) name.remove_suffix(1);
  if (!MatchesName(name) || name.size() > kNamespaceSizeMax) {
    return ApiError::Validation(
        "The endpoint's path names no set of tables: it is /ns/NAME, where NAME has 1 to 255 of the characters a-z, "
        "A-Z, "
        "0-9, '_', '-' and '.'");
  }
  return std::string(name);
}

}  // namespace

OperationDispatcher::OperationDispatcher(Database& database, const Log& log, const DispatcherOptions& options,
                                         std::span<const Operation> operations)
    : database_(database), log_(log), options_(options) {
  for (const Operation& operation : operations) operations_.emplace(operation.name(), &operation);
}

const Operation* OperationDispatcher::FindOperation(std::string_view target) const {
  const bool is_stream = target.starts_with(kStreamsTarget);
  const std::string_view prefix = is_stream ? kStreamsTarget : kDynamoDbTarget;
  if (!target.starts_with(prefix)) return nullptr;
  const auto found = operations_.find(target.substr(prefix.size()));
  const Api api = is_stream ? Api::kDynamoDbStreams : Api::kDynamoDb;
  return found == operations_.end() || found->second->api != api ? nullptr : found->second;
}

Wording OperationDispatcher::WordingOf(const Operation& operation) const {
  switch (options_.error_wording) {
    case ErrorWording::kClassic:
      return Wording::kClassic;
    case ErrorWording::kCurrent:
      return Wording::kCurrent;
    case ErrorWording::k2026October:
      break;
  }
  return operation.newest_wording;
}

Result<RequestContext> OperationDispatcher::ContextOf(const WireRequest& request, const Operation& operation) const {
  TABLEROCK_ASSIGN(Credentials credentials, ReadCredentials(request));
  TABLEROCK_ASSIGN(std::string namespace_name, NamespaceOfPath(request.path));
  RequestContext context;
  context.account = AccountOf(credentials);
  if (!credentials.region.empty()) context.region = std::move(credentials.region);
  context.namespace_name = std::move(namespace_name);
  if (options_.namespaces_by_region && context.namespace_name.empty()) {
    context.namespace_name = context.account + "/" + context.region;
  }
  context.request_host = request.host;
  context.wording = WordingOf(operation);
  return context;
}

Result<std::unique_ptr<PendingReply>> OperationDispatcher::Run(const WireRequest& request, const Operation& operation,
                                                               WireResponse& response) const {
  // The service reads the JSON before it looks who asks.
  auto context = ContextOf(request, operation);
  if (!context && !IsJson(request.body)) return serialization_errors::Malformed();
  if (!context) return std::move(context).error();
  InputDocument document;
  TABLEROCK_TRY(DecodeInput(request.body, operation.shape, document));
  TABLEROCK_TRY(CheckConstraints(operation.shape, document.root()));
  OperationCall call{database_, log_, *std::move(context), document.root(), response};
  return operation.run(call);
}

std::unique_ptr<PendingReply> OperationDispatcher::Dispatch(const WireRequest& request, WireResponse& response) const {
  if (!IsOurTarget(request.amz_target) && AnswerForeignCall(request, response)) return nullptr;
  const std::string_view type = WithoutParameters(request.content_type);
  if (request.method != "POST" || (!request.body.empty() && !IsJsonType(type))) {
    AnswerNotFound(response);
    return nullptr;
  }
  if (type != response.content_type) response.content_type = "application/json";
  const Operation* const operation = FindOperation(request.amz_target);
  if (operation == nullptr) {
    const bool malformed = !request.body.empty() && !IsJson(request.body);
    WriteErrorReply(malformed ? serialization_errors::Malformed() : ApiError::UnknownOperation(), Wording::kClassic,
                    log_, response);
    return nullptr;
  }
  response.operation = operation->name();
  auto pending = Run(request, *operation, response);
  if (pending) return std::move(*pending);
  WriteErrorReply(pending.error(), WordingOf(*operation), log_, response);
  return nullptr;
}

std::unique_ptr<PendingReply> OperationDispatcher::Handle(const WireRequest& request, WireResponse& response) const {
  response.status = 200;
  response.operation = {};
  try {
    return Dispatch(request, response);
  } catch (const std::exception& exception) {
    WriteErrorReply(ApiError::Internal(exception.what()), Wording::kClassic, log_, response);
    return nullptr;
  }
}

std::unique_ptr<Dispatcher> MakeDispatcher(Database& database, const DispatcherOptions& options) {
  return std::make_unique<OperationDispatcher>(database, database.log(), options, Operations());
}

}  // namespace tablerock
