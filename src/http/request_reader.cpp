#include "http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace tablerock {

namespace http = boost::beast::http;

namespace {

// Enough for a head and an item of 1 to 2 KB, small enough for thousands of idle connections.
constexpr std::size_t kBufferBytes = 4'096;
// A buffer up to this size stays with its connection.
constexpr std::size_t kKeptBytes = 8'192;
// Room for a read where the rest of the request has no announced size.
constexpr std::size_t kChunkRoomBytes = 16'384;

}  // namespace

RequestReader::RequestReader(const HttpLimits& limits, BytesInFlight& bytes_in_flight)
    : limits_(limits), share_(bytes_in_flight) {
  parser_.emplace(head_, chunked_body_, limits_.head_bytes_max, limits_.body_bytes_max);
}

boost::asio::mutable_buffer RequestReader::Room() {
  std::size_t wanted = std::max(buffer_.capacity(), kBufferBytes) - buffer_.size();
  if (head_complete_) {
    // A body of announced size has its room already; the rest of that is for what is pipelined behind it.
    if (head_.chunked) wanted = std::max(wanted, kChunkRoomBytes);
  } else if (wanted == 0) {
    wanted = buffer_.size();
  }
  return buffer_.prepare(wanted);
}

std::string_view RequestReader::body() const {
  if (head_.chunked) return chunked_body_;
  return {static_cast<const char*>(buffer_.cdata().data()), static_cast<std::size_t>(head_.content_length.value_or(0))};
}

RequestReader::Progress RequestReader::Advance() {
  if (!head_complete_) {
    if (const Progress progress = AdvanceHead(); progress != Progress::kComplete) return progress;
  }
  if (continue_due_) {
    continue_due_ = false;
    if (buffer_.size() == 0) return Progress::kNeedsContinue;  // else the client did not wait for it
  }
  if (head_.chunked) return AdvanceChunks();
  return buffer_.size() < head_.content_length.value_or(0) ? Progress::kNeedsBytes : Progress::kComplete;
}

RequestReader::Progress RequestReader::AdvanceHead() {
  if (head_bytes_ == 0) SkipEmptyLines();
  if (buffer_.size() == 0) return Progress::kNeedsBytes;
  boost::beast::error_code error;
  const std::size_t parsed = parser_->put(buffer_.cdata(), error);
  buffer_.consume(parsed);
  head_bytes_ += parsed;
  const bool needs_more = error == http::error::need_more;
  if (error == http::error::header_limit || head_bytes_ + (needs_more ? buffer_.size() : 0) > limits_.head_bytes_max) {
    return Refuse(431, "The request's headers are larger than this endpoint reads.\n");
  }
  if (needs_more) {
    // The next read may make room for more than goes uncounted.
    const bool long_head = !head_counted_ && 2 * buffer_.size() > limits_.uncounted_bytes;
    if (long_head && !share_.Take(limits_.head_bytes_max)) return RefuseForNow();
    head_counted_ |= long_head;
    return Progress::kNeedsBytes;
  }
  if (error) return RefuseMalformed(error);
  head_complete_ = true;
  return CheckHead();
}

RequestReader::Progress RequestReader::CheckHead() {
  if (head_.unknown_transfer_encoding) return Refuse(501, "Of the transfer encodings only chunked is understood.\n");
  const std::uint64_t length = head_.content_length.value_or(0);
  // The service's answer has no body.
  if (length > limits_.body_bytes_max) return Refuse(413, {});
  if (length > limits_.uncounted_bytes && !share_.Take(static_cast<std::size_t>(length))) {
    return RefuseForNow();
  }
  if (head_.expects_continue) continue_due_ = head_.chunked || length > 0;
  if (head_.chunked) {
    parser_->eager(true);
  } else {
    buffer_.reserve(static_cast<std::size_t>(length));
  }
  return Progress::kComplete;
}

RequestReader::Progress RequestReader::AdvanceChunks() {
  if (parser_->is_done()) return Progress::kComplete;
  if (buffer_.size() == 0) return Progress::kNeedsBytes;
  boost::beast::error_code error;
  buffer_.consume(parser_->put(buffer_.cdata(), error));
  if (error == http::error::body_limit) return Refuse(413, {});
  if (error && error != http::error::need_more) return RefuseMalformed(error);
  if (chunked_body_.capacity() > std::max(limits_.uncounted_bytes, chunked_bytes_counted_)) {
    if (!share_.Take(chunked_body_.capacity() - chunked_bytes_counted_)) {
      return RefuseForNow();
    }
    chunked_bytes_counted_ = chunked_body_.capacity();
  }
  if (parser_->is_done()) return Progress::kComplete;
  // Only a chunk's own line or the trailers can be left over.
  if (buffer_.size() > limits_.head_bytes_max) return RefuseMalformed(error);
  return Progress::kNeedsBytes;
}

void RequestReader::Next() {
  if (!head_.chunked) buffer_.consume(static_cast<std::size_t>(head_.content_length.value_or(0)));
  if (buffer_.capacity() > kKeptBytes) buffer_.shrink_to_fit();
  chunked_body_.clear();
  if (chunked_body_.capacity() > kKeptBytes) chunked_body_ = {};
  chunked_bytes_counted_ = 0;
  share_.Clear();
  head_.Clear();
  head_bytes_ = 0;
  head_complete_ = false;
  head_counted_ = false;
  continue_due_ = false;
  parser_.emplace(head_, chunked_body_, limits_.head_bytes_max, limits_.body_bytes_max);
}

RequestReader::Progress RequestReader::Refuse(unsigned status, std::string_view text) {
  refusal_.status = status;
  refusal_.text = text;
  return Progress::kRefused;
}

RequestReader::Progress RequestReader::RefuseForNow() { return Refuse(503, kTooManyBytesInFlight); }

RequestReader::Progress RequestReader::RefuseMalformed(const boost::beast::error_code& error) {
  constexpr char kTlsHandshake = 0x16;
  refusal_.began_tls = head_bytes_ == 0 && *static_cast<const char*>(buffer_.cdata().data()) == kTlsHandshake;
  if (error == http::error::bad_version) return Refuse(505, "This endpoint speaks HTTP/1.1 and HTTP/1.0.\n");
  return Refuse(400, "This is not a well-formed HTTP request: " + error.message() + ".\n");
}

// Some old clients end a body with an empty line that its length does not count.
void RequestReader::SkipEmptyLines() {
  const auto* bytes = static_cast<const char*>(buffer_.cdata().data());
  std::size_t empty = 0;
  while (empty < buffer_.size() && (bytes[empty] == '\r' || bytes[empty] == '\n')) ++empty;
  if (empty > 0) buffer_.consume(empty);
}

}  // namespace tablerock
