// RequestParser: Beast's HTTP parser, feeding a RequestHead and the body of a chunked request. One request each.
#pragma once

#include <boost/beast/http/basic_parser.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

#include "http/request_head.h"

namespace tablerock {

class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  // Both must outlive the parser. `body` grows to at most `body_bytes_max`; past that put() gives error::body_limit.
  RequestParser(RequestHead& head, std::string& body, std::size_t head_bytes_max, std::size_t body_bytes_max);

 private:
  using string_view = boost::beast::string_view;
  using error_code = boost::beast::error_code;
  using field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb verb, string_view method, string_view target, int version,
                       error_code& error) override;
  void on_response_impl(int, string_view, int, error_code&) override {}
  void on_field_impl(field name, string_view name_string, string_view value, error_code& error) override;
  void on_header_impl(error_code& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code& error) override;
  void on_chunk_header_impl(std::uint64_t size, string_view extensions, error_code& error) override;
  std::size_t on_chunk_body_impl(std::uint64_t remain, string_view body, error_code& error) override;
  void on_finish_impl(error_code&) override {}

  RequestHead& head_;
  std::string& body_;
  const std::size_t body_bytes_max_;
  bool in_trailers_ = false;
};

}  // namespace tablerock
