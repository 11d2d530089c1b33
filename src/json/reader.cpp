#include "json/reader.h"

// The parser's own sources beside its template, so that nothing has to be linked. Of the library, these are all it
// needs.
#ifndef BOOST_JSON_SOURCE
#define BOOST_JSON_SOURCE
#endif
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/detail/impl/default_resource.ipp>
#include <boost/json/detail/impl/except.ipp>
#include <boost/json/detail/impl/shared_resource.ipp>
#include <boost/json/detail/impl/stack.ipp>
#include <boost/json/impl/error.ipp>
#include <cmath>
#include <limits>
#include <string>

namespace tablerock {
namespace {

namespace json = boost::json;

std::int64_t IntegralPart(double real) {
  constexpr double kLimit = 9.2e18;
  if (std::isnan(real)) return 0;
  if (real >= kLimit) return std::numeric_limits<std::int64_t>::max();
  if (real <= -kLimit) return std::numeric_limits<std::int64_t>::min();
  return static_cast<std::int64_t>(real);
}

// Turns the parser's events into ours: puts strings that come in parts together. The names are the parser's.
class EventAdapter {
 public:
  static constexpr std::size_t max_object_size = std::size_t(-1);
  static constexpr std::size_t max_array_size = std::size_t(-1);
  static constexpr std::size_t max_key_size = std::size_t(-1);
  static constexpr std::size_t max_string_size = std::size_t(-1);

  EventAdapter(JsonHandler& handler, std::string_view document) : handler_(handler), document_(document) {}

  bool stopped() const { return stopped_; }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code& ec) { return Check(handler_.BeginObject(), ec); }
  bool on_object_end(std::size_t, json::error_code& ec) { return Check(handler_.EndObject(), ec); }
  bool on_array_begin(json::error_code& ec) { return Check(handler_.BeginArray(), ec); }
  bool on_array_end(std::size_t, json::error_code& ec) { return Check(handler_.EndArray(), ec); }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) { return KeepPart(part); }
  bool on_key(json::string_view part, std::size_t, json::error_code& ec) {
    if (parts_.empty() && IsInDocument(part)) return Check(handler_.Key(View(part), true), ec);
    KeepPart(part);
    const bool go_on = handler_.Key(parts_, false);
    parts_.clear();
    return Check(go_on, ec);
  }
  bool on_string_part(json::string_view part, std::size_t, json::error_code&) { return KeepPart(part); }
  bool on_string(json::string_view part, std::size_t, json::error_code& ec) {
    if (parts_.empty() && IsInDocument(part)) return Check(handler_.String(View(part), true), ec);
    KeepPart(part);
    const bool go_on = handler_.String(parts_, false);
    parts_.clear();
    return Check(go_on, ec);
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t value, json::string_view, json::error_code& ec) {
    return Check(handler_.Number({true, value, static_cast<double>(value)}), ec);
  }
  bool on_uint64(std::uint64_t value, json::string_view, json::error_code& ec) {
    return Check(handler_.Number({true, static_cast<std::int64_t>(value), static_cast<double>(value)}), ec);
  }
  bool on_double(double value, json::string_view, json::error_code& ec) {
    return Check(handler_.Number({false, IntegralPart(value), value}), ec);
  }
  bool on_bool(bool value, json::error_code& ec) { return Check(handler_.Bool(value), ec); }
  bool on_null(json::error_code& ec) { return Check(handler_.Null(), ec); }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

 private:
  static std::string_view View(json::string_view text) { return {text.data(), text.size()}; }
  // Parts with escapes come in the parser's own buffer.
  bool IsInDocument(json::string_view part) const {
    return part.empty() || (part.data() >= document_.data() && part.data() < document_.data() + document_.size());
  }
  bool KeepPart(json::string_view part) {
    parts_.append(part.data(), part.size());
    return true;
  }
  bool Check(bool go_on, json::error_code& ec) {
    if (go_on) return true;
    stopped_ = true;
    ec = json::error::syntax;  // any: the parser wants one
    return false;
  }

  JsonHandler& handler_;
  std::string_view document_;
  std::string parts_;
  bool stopped_ = false;
};

class Ignore final : public JsonHandler {
 public:
  bool BeginObject() override { return true; }
  bool Key(std::string_view, bool) override { return true; }
  bool EndObject() override { return true; }
  bool BeginArray() override { return true; }
  bool EndArray() override { return true; }
  bool String(std::string_view, bool) override { return true; }
  bool Number(const JsonNumber&) override { return true; }
  bool Bool(bool) override { return true; }
  bool Null() override { return true; }
};

}  // namespace

JsonOutcome ReadJson(std::string_view document, JsonHandler& handler) {
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  json::basic_parser<EventAdapter> parser(options, handler, document);
  json::error_code error;
  const std::size_t used = parser.write_some(false, document.data(), document.size(), error);
  if (parser.handler().stopped()) return JsonOutcome::kStopped;
  return error || used != document.size() ? JsonOutcome::kMalformed : JsonOutcome::kComplete;
}

bool IsJson(std::string_view document) {
  Ignore ignore;
  return ReadJson(document, ignore) == JsonOutcome::kComplete;
}

}  // namespace tablerock
