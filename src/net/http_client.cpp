#include "net/http_client.h"

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cctype>
#include <charconv>

#include <fcntl.h>

namespace tablerock {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Tcp = asio::ip::tcp;
using boost::system::error_code;

bool EqualIgnoringCase(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) == std::tolower(static_cast<unsigned char>(y));
  });
}

// One request on its way: resolve, connect to one address after the other, write, read.
class Exchange {
 public:
  Exchange(asio::io_context& context, const HttpCall& call) : resolver_(context), socket_(context) {
    request_.method_string(call.method);
    request_.target(call.url.target);
    request_.version(11);
    request_.set(http::field::host, call.url.authority);
    request_.set(http::field::connection, "close");
    for (const auto& [name, value] : call.headers) request_.set(name, value);
    request_.body() = call.body;
    request_.prepare_payload();
    parser_.body_limit(call.answer_bytes_max);
    resolver_.async_resolve(call.url.host, call.url.port,
                            [this](const error_code& error, const Tcp::resolver::results_type& found) {
                              if (error) return Fail(HttpAnswer::Outcome::kNotReached, error);
                              for (const auto& entry : found) addresses_.push_back(entry.endpoint());
                              ConnectNext(asio::error::host_not_found);
                            });
  }

  bool done() const { return done_; }
  bool connected() const { return connected_; }
  HttpAnswer TakeAnswer() { return std::move(answer_); }

 private:
  void ConnectNext(const error_code& problem) {
    if (next_address_ == addresses_.size()) return Fail(HttpAnswer::Outcome::kNotReached, problem);
    const Tcp::endpoint address = addresses_[next_address_++];
    error_code error;
    if (socket_.is_open()) socket_.close(error);
    socket_.open(address.protocol(), error);
    if (error) return Fail(HttpAnswer::Outcome::kNotReached, error);
    ::fcntl(socket_.native_handle(), F_SETFD, FD_CLOEXEC);
    socket_.async_connect(address, [this](const error_code& failed) {
      if (failed) return ConnectNext(failed);
      connected_ = true;
      Write();
    });
  }

  void Write() {
    http::async_write(socket_, request_, [this](const error_code& error, std::size_t) {
      if (error) return Fail(HttpAnswer::Outcome::kBroken, error);
      http::async_read(socket_, buffer_, parser_, [this](const error_code& failed, std::size_t) {
        if (failed) return Fail(HttpAnswer::Outcome::kBroken, failed);
        Complete();
      });
    });
  }

  void Complete() {
    done_ = true;
    answer_.outcome = HttpAnswer::Outcome::kAnswered;
    answer_.status = parser_.get().result_int();
    for (const auto& field : parser_.get()) {
      answer_.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    }
    answer_.body = std::move(parser_.get().body());
  }

  void Fail(HttpAnswer::Outcome outcome, const error_code& error) {
    done_ = true;
    answer_.outcome = outcome;
    answer_.problem = error.message();
  }

  Tcp::resolver resolver_;
  Tcp::socket socket_;
  std::vector<Tcp::endpoint> addresses_;
  std::size_t next_address_ = 0;
  http::request<http::string_body> request_;
  http::response_parser<http::string_body> parser_;
  boost::beast::flat_buffer buffer_;
  bool connected_ = false;
  bool done_ = false;
  HttpAnswer answer_;
};

}  // namespace

std::optional<HttpUrl> ParseHttpUrl(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (!EqualIgnoringCase(url.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  url.remove_prefix(kScheme.size());
  const std::size_t authority_end = std::min(url.find_first_of("/?#"), url.size());
  std::string_view authority = url.substr(0, authority_end);
  std::string_view rest = url.substr(authority_end);
  rest = rest.substr(0, rest.find('#'));

  HttpUrl parsed;
  parsed.authority = authority;
  parsed.port = "80";
  const std::size_t bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    unsigned port = 0;
    const std::string_view digits = authority.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc() || end != digits.data() + digits.size() || port == 0 || port > 65'535) return std::nullopt;
    parsed.port = digits;
    authority = authority.substr(0, colon);
  }
  if (authority.starts_with('[') && authority.ends_with(']')) authority = authority.substr(1, authority.size() - 2);
  if (authority.empty() || authority.find_first_of(" @") != std::string_view::npos) return std::nullopt;
  parsed.host = authority;
  parsed.target = rest.starts_with('/') ? std::string(rest) : "/" + std::string(rest);
  return parsed;
}

std::string_view HttpAnswer::Header(std::string_view name) const {
  const auto found =
      std::find_if(headers.begin(), headers.end(), [&](const auto& h) { return EqualIgnoringCase(h.first, name); });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

// A call's place among those that Cancel ends.
class HttpClient::Running {
 public:
  Running(HttpClient& client, asio::io_context& context) : client_(client), context_(context) {
    const std::lock_guard lock(client_.mutex_);
    if (client_.cancelled_) context_.stop();
    client_.running_.push_back(&context_);
  }
  ~Running() {
    const std::lock_guard lock(client_.mutex_);
    std::erase(client_.running_, &context_);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  HttpClient& client_;
  asio::io_context& context_;
};

HttpAnswer HttpClient::Send(const HttpCall& call) {
  asio::io_context context(1);
  Exchange exchange(context, call);
  const Running running(*this, context);
  context.run_for(call.time_out);
  if (exchange.done()) return exchange.TakeAnswer();
  HttpAnswer answer;
  const std::lock_guard lock(mutex_);
  if (cancelled_) {
    answer.outcome = HttpAnswer::Outcome::kCancelled;
    answer.problem = "cancelled";
  } else {
    answer.outcome = exchange.connected() ? HttpAnswer::Outcome::kTimedOut : HttpAnswer::Outcome::kNotReached;
    answer.problem = exchange.connected() ? "no answer in time" : "no connection in time";
  }
  return answer;
}

void HttpClient::Cancel() {
  const std::lock_guard lock(mutex_);
  cancelled_ = true;
  for (asio::io_context* context : running_) context->stop();
}

}  // namespace tablerock
