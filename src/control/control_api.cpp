#include "control/control_api.h"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

namespace tablerock {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
    const int low = high >= 0 ? HexDigit(text[i + 2]) : -1;
    if (low < 0) {
      decoded += text[i];
      continue;
    }
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

// The part of a path up to the next '/', taken off its front.
std::string_view TakePart(std::string_view& path) {
  path.remove_prefix(std::min<std::size_t>(1, path.size()));
  const std::string_view part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return part;
}

std::optional<ControlApi::PathValues> Match(std::string_view pattern, std::string_view path) {
  ControlApi::PathValues values;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = TakePart(pattern);
    const std::string_view part = TakePart(path);
    if (wanted.starts_with('{')) {
      if (part.empty()) return std::nullopt;
      values.push_back(PercentDecoded(part));
    } else if (part != wanted) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return values;
}

}  // namespace

ControlReply JsonReply(const Document& document, int status) { return {status, ToText(document)}; }

ControlReply RefusalReply(int status, std::string_view message) { return JsonReply({{"Message", message}}, status); }

ControlReply ErrorReply(const ApiError& error) {
  const bool not_found = error.type() == ErrorType::kResourceNotFound || error.type() == ErrorType::kTableNotFound;
  const bool internal = error.type() == ErrorType::kInternalServerError;
  return RefusalReply(not_found  ? 404
                      : internal ? 500
                                 : 400,
                      internal && !error.cause().empty() ? error.cause() : error.classic());
}

void ControlApi::Register(std::string method, std::string pattern, Handler handler) {
  routes_.push_back({std::move(method), std::move(pattern), std::move(handler)});
}

ControlReply ControlApi::Handle(const ControlRequest& request) const {
  std::string methods;
  for (const Route& route : routes_) {
    const std::optional<PathValues> values = Match(route.pattern, request.path);
    if (!values) continue;
    if (route.method != request.method) {
      methods.append(methods.empty() ? "" : ", ").append(route.method);
      continue;
    }
    try {
      return route.handler(request, *values);
    } catch (const std::exception& exception) {
      return RefusalReply(500, exception.what());
    }
  }
  if (methods.empty()) return RefusalReply(404, "the control API has no path " + request.path);
  return RefusalReply(405, request.path + " takes " + methods);
}

std::optional<Document> ObjectOf(const ControlRequest& request) {
  if (request.body.empty()) return Document::object();
  std::optional<Document> document = ParseDocument(request.body);
  if (!document || !document->is_object()) return std::nullopt;
  return document;
}

std::string UnknownMember(const Document& object, std::initializer_list<std::string_view> known) {
  for (const auto& member : object.items()) {
    if (std::find(known.begin(), known.end(), member.key()) == known.end()) return member.key();
  }
  return {};
}

}  // namespace tablerock
