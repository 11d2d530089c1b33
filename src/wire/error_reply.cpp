#include "wire/error_reply.h"

#include <string>
#include <string_view>

#include "json/writer.h"
#include "model/item.h"

namespace tablerock {
namespace {

// Most exceptions say "message"; these say it with a capital, as recorded.
std::string_view MessageMember(ErrorType type) {
  switch (type) {
    case ErrorType::kTransactionCanceled:
    case ErrorType::kSerialization:
    case ErrorType::kAccessDenied:
      return "Message";
    default:
      return "message";
  }
}

void WriteItem(JsonWriter& json, const std::string& item_bytes) {
  if (item_bytes.empty()) return;
  json.Member("Item");
  json.Item(ItemView(item_bytes));
}

void WriteReasons(JsonWriter& json, const ApiError& error) {
  json.Member("CancellationReasons");
  json.BeginArray();
  for (const CancellationReason& reason : error.cancellation_reasons()) {
    json.BeginObject();
    json.Member("Code");
    json.String(reason.code);
    WriteItem(json, reason.item_bytes);
    if (!reason.message.empty()) {
      json.Member("Message");
      json.String(reason.message);
    }
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace

void WriteErrorReply(const ApiError& error, Wording wording, const Log& log, WireResponse& response) {
  if (error.type() == ErrorType::kInternalServerError) {
    log.Write(LogLevel::kError, "internal server error",
              {{"operation", std::string(response.operation)}, {"cause", error.cause()}});
  }
  const ErrorTypeTraits& traits = TraitsOf(error.type());
  response.status = traits.http_status;
  response.body.clear();
  JsonWriter json(response.body);
  json.BeginObject();
  json.Member("__type");
  json.String(std::string(traits.prefix).append(traits.name));
  if (error.type() == ErrorType::kTransactionCanceled) WriteReasons(json, error);
  WriteItem(json, error.item_bytes());
  if (const std::string& text = error.text(wording); !text.empty()) {
    json.Member(MessageMember(error.type()));
    json.String(text);
  }
  json.EndObject();
}

}  // namespace tablerock
