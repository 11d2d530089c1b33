// RawClient: a socket of a test's own, to send exactly the bytes that it means. Blocking, with a time-out on all it
// does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tablerock {

struct RawReply {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string head;  // as it came

  std::string header(const std::string& lower_case_name) const {
    const auto found = headers.find(lower_case_name);
    return found == headers.end() ? std::string() : found->second;
  }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;

  bool connected() const { return socket_ >= 0; }
  // Sends all of `bytes`; false if the peer has closed.
  bool Send(std::string_view bytes);
  // Says that nothing more will be sent, and stays readable.
  void CloseSending();
  // Ends the connection with a reset.
  void Abort();
  // Reads a reply's head and its Content-Length body. Nothing if the peer closed or the time-out passed.
  // `body_follows` false: of a HEAD request, or an interim reply.
  std::optional<RawReply> ReadReply(bool body_follows = true);
  // True if bytes are here that no ReadReply has taken, or the peer has closed. Does not wait.
  bool HasInput() const;
  // True if the peer ends the connection, with nothing more sent, before the time-out.
  bool ReadsEnd();
  // Waits for bytes and takes at most so many, for the Read… that follow. False if the peer has closed.
  bool ReadMore(std::size_t bytes_max = 65'536);
  // Bytes that have come and that no ReadReply has taken; reads until the peer closes.
  std::string ReadToEnd();

  // Send, then ReadReply.
  std::optional<RawReply> Exchange(std::string_view request);

 private:
  int socket_ = -1;
  std::string received_;
};

// A POST with X-Amz-Target, a Content-Length, and `more_headers` (each with its line end).
std::string Post(std::string_view amz_target, std::string_view body, std::string_view more_headers = {});

// The CRC that x-amz-crc32 holds, bit by bit.
std::uint32_t PlainCrc32(std::string_view bytes);

}  // namespace tablerock
