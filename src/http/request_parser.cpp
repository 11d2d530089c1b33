#include "http/request_parser.h"

#include <boost/beast/http/error.hpp>
#include <string_view>

namespace tablerock {

namespace http = boost::beast::http;

namespace {

// The first of several headers of one name counts.
void SetOnce(std::string& text, std::string_view value) {
  if (text.empty()) text.assign(value);
}

}  // namespace

RequestParser::RequestParser(RequestHead& head, std::string& body, std::size_t head_bytes_max,
                             std::size_t body_bytes_max)
    : head_(head), body_(body), body_bytes_max_(body_bytes_max) {
  header_limit(static_cast<std::uint32_t>(head_bytes_max));
  // Beast would refuse while it reads the head; the reader looks at Content-Length by itself.
  body_limit(boost::none);
}

void RequestParser::on_request_impl(http::verb, string_view method, string_view target, int, error_code&) {
  head_.method.assign(method.data(), method.size());
  head_.target.assign(target.data(), target.size());
}

void RequestParser::on_field_impl(field name, string_view name_string, string_view value_string, error_code&) {
  if (in_trailers_) return;
  const std::string_view value(value_string.data(), value_string.size());
  switch (name) {
    case field::host:
      return SetOnce(head_.host, value);
    case field::authorization:
      return SetOnce(head_.authorization, value);
    case field::content_type:
      return SetOnce(head_.content_type, value);
    case field::content_encoding:
      return SetOnce(head_.content_encoding, value);
    case field::accept_encoding:
      return SetOnce(head_.accept_encoding, value);
    case field::origin:
      return SetOnce(head_.origin, value);
    case field::access_control_request_headers:
      return SetOnce(head_.cors_headers, value);
    case field::access_control_request_method:
      return SetOnce(head_.cors_method, value);
    case field::expect:
      head_.expects_continue = EqualsIgnoringCase(value, "100-continue");
      return;
    case field::transfer_encoding:
      head_.unknown_transfer_encoding |= !EqualsIgnoringCase(value, "chunked");
      return;
    case field::unknown:
      break;
    default:
      return;
  }
  const std::string_view unknown_name(name_string.data(), name_string.size());
  if (EqualsIgnoringCase(unknown_name, "x-amz-target")) {
    SetOnce(head_.amz_target, value);
  } else if (EqualsIgnoringCase(unknown_name, "access-control-request-private-network")) {
    head_.wants_private_network = EqualsIgnoringCase(value, "true");
  }
}

void RequestParser::on_header_impl(error_code&) {
  if (const auto length = content_length()) head_.content_length = *length;
  head_.chunked = chunked();
  head_.keep_alive = keep_alive();
  in_trailers_ = true;  // what follows a chunked body may not change what came before it
}

std::size_t RequestParser::on_body_impl(string_view body, error_code&) { return body.size(); }

void RequestParser::on_chunk_header_impl(std::uint64_t size, string_view, error_code& error) {
  if (size > body_bytes_max_ - body_.size()) error = http::error::body_limit;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, string_view body, error_code&) {
  body_.append(body.data(), body.size());
  return body.size();
}

}  // namespace tablerock
