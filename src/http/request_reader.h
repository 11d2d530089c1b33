// RequestReader: makes requests of a connection's bytes. It knows nothing of the socket: the connection fills Room(),
// calls Commit() and Advance(), and does what Advance says. Bytes behind a request stay for the next one (pipelining).
// Holds one read buffer, which grows to a request's announced size once that is counted, and shrinks again behind it.
// Belongs to one thread.
#pragma once

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "http/http_limits.h"
#include "http/request_head.h"
#include "http/request_parser.h"
#include "net/bytes_in_flight.h"

namespace tablerock {

// The body of a 503, which SDKs answer by trying again.
inline constexpr std::string_view kTooManyBytesInFlight = "Too many bytes of requests and replies are in flight.\n";

// Why a request is not read on. The connection answers this and closes: where the next request begins is not known.
struct Refusal {
  unsigned status = 400;
  std::string text;        // the reply's body; may be empty
  bool began_tls = false;  // the client speaks https, and can read no reply of ours
};

class RequestReader {
 public:
  enum class Progress {
    kNeedsBytes,     // read more into Room()
    kNeedsContinue,  // send "100 Continue", then Advance() again
    kComplete,       // head() and body() are a request; answer it, then Next()
    kRefused,        // answer refusal() and close
  };

  RequestReader(const HttpLimits& limits, BytesInFlight& bytes_in_flight);

  boost::asio::mutable_buffer Room();
  void Commit(std::size_t bytes) { buffer_.commit(bytes); }
  Progress Advance();

  const RequestHead& head() const { return head_; }
  bool head_complete() const { return head_complete_; }
  // As sent: dechunked, not inflated. Valid until Next().
  std::string_view body() const;
  const Refusal& refusal() const { return refusal_; }
  // True if no byte of the next request is here.
  bool at_rest() const { return head_bytes_ == 0 && buffer_.size() == 0; }

  // Forgets the complete request.
  void Next();

 private:
  Progress AdvanceHead();
  Progress AdvanceChunks();
  // Looks at what a whole head asks for, before any of it is read.
  Progress CheckHead();
  Progress Refuse(unsigned status, std::string_view text);
  Progress RefuseForNow();
  Progress RefuseMalformed(const boost::beast::error_code& error);
  void SkipEmptyLines();

  const HttpLimits& limits_;
  BytesInFlight::Share share_;
  boost::beast::flat_buffer buffer_;
  std::string chunked_body_;
  std::size_t chunked_bytes_counted_ = 0;
  RequestHead head_;
  std::optional<RequestParser> parser_;
  std::size_t head_bytes_ = 0;  // consumed from the buffer for this head
  bool head_complete_ = false;
  bool head_counted_ = false;
  bool continue_due_ = false;
  Refusal refusal_;
};

}  // namespace tablerock
