// HttpClient: one HTTP/1.1 request to an http:// URL and its answer, blocking, each on a connection of its own. For
// what calls out of the server: functions behind a URL, delivery endpoints. There is no TLS in this program.
#pragma once

#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tablerock {

struct HttpUrl {
  std::string host;  // without the brackets of an IPv6 address
  std::string port;
  std::string target;     // path and query, begins with '/'
  std::string authority;  // what the Host header says
};
// Nothing if `url` is no http:// URL.
std::optional<HttpUrl> ParseHttpUrl(std::string_view url);

struct HttpCall {
  std::string method = "POST";
  HttpUrl url;
  std::vector<std::pair<std::string, std::string>> headers;  // Host and Content-Length come by themselves
  std::string body;
  std::chrono::milliseconds time_out{60'000};  // for all of it, on the steady clock
  std::size_t answer_bytes_max = 8U << 20U;
};

struct HttpAnswer {
  enum class Outcome : std::uint8_t {
    kAnswered,
    kNotReached,  // no connection: the request did not arrive
    kBroken,      // the request may have arrived; no whole answer came
    kTimedOut,
    kCancelled,
  };
  Outcome outcome = Outcome::kBroken;
  std::string problem;  // for people; empty if answered
  unsigned status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  // The first header of that name, whatever its case; empty if there is none.
  std::string_view Header(std::string_view name) const;
};

// Thread-safe: several threads may send at one time.
class HttpClient {
 public:
  HttpClient() = default;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  HttpAnswer Send(const HttpCall& call);
  // Ends every call that is under way, and every later one, with kCancelled.
  void Cancel();

 private:
  class Running;

  std::mutex mutex_;
  bool cancelled_ = false;
  std::vector<boost::asio::io_context*> running_;
};

}  // namespace tablerock
