#include "control/event_source_mappings.h"

#include <string>
#include <utility>

namespace tablerock {
namespace {

constexpr const char* kPath = "/_tablerock/event-source-mappings";
constexpr const char* kOnePath = "/_tablerock/event-source-mappings/{UUID}";
constexpr int kAccepted = 202;  // as Lambda: the change is on its way
constexpr int kConflict = 409;

ControlReply ReplyOf(const Result<Document>& result, int status) {
  if (result) return JsonReply(*result, status);
  if (result.error().type() == ErrorType::kResourceInUse) return RefusalReply(kConflict, result.error().classic());
  return ErrorReply(result.error());
}

ControlReply List(FunctionService& functions, const ControlRequest& request) {
  constexpr std::string_view kFunctionName = "FunctionName=";
  std::string_view wanted;
  if (request.query.starts_with(kFunctionName)) wanted = std::string_view(request.query).substr(kFunctionName.size());
  Document mappings = Document::array();
  for (Document& mapping : functions.List()) {
    if (wanted.empty() || mapping["FunctionName"] == wanted) mappings.push_back(std::move(mapping));
  }
  return JsonReply({{"EventSourceMappings", std::move(mappings)}});
}

}  // namespace

void RegisterEventSourceMappings(ControlApi& api, FunctionService& functions) {
  using Values = ControlApi::PathValues;
  api.Register("GET", kPath, [&functions](const ControlRequest& r, const Values&) { return List(functions, r); });
  api.Register("POST", kPath, [&functions](const ControlRequest& request, const Values&) {
    const std::optional<Document> settings = ObjectOf(request);
    if (!settings) return RefusalReply(400, "the body is not a JSON object");
    return ReplyOf(functions.Create(*settings), kAccepted);
  });
  api.Register("GET", kOnePath, [&functions](const ControlRequest&, const Values& values) {
    return ReplyOf(functions.Get(values.front()), 200);
  });
  for (const char* method : {"PUT", "PATCH"}) {
    api.Register(method, kOnePath, [&functions](const ControlRequest& request, const Values& values) {
      const std::optional<Document> changes = ObjectOf(request);
      if (!changes) return RefusalReply(400, "the body is not a JSON object");
      return ReplyOf(functions.Update(values.front(), *changes), kAccepted);
    });
  }
  api.Register("DELETE", kOnePath, [&functions](const ControlRequest&, const Values& values) {
    return ReplyOf(functions.Delete(values.front()), kAccepted);
  });
}

}  // namespace tablerock
