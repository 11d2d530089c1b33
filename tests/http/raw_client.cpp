#include "raw_client.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace tablerock {

RawClient::RawClient(std::uint16_t port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval limit{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::CloseSending() { ::shutdown(socket_, SHUT_WR); }

void RawClient::Abort() {
  const linger reset{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  ::close(std::exchange(socket_, -1));
}

bool RawClient::ReadMore(std::size_t bytes_max) {
  std::array<char, 65'536> bytes;
  const ssize_t count = ::recv(socket_, bytes.data(), std::min(bytes_max, bytes.size()), 0);
  if (count <= 0) return false;
  received_.append(bytes.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<RawReply> RawClient::ReadReply(bool body_follows) {
  std::size_t end = std::string::npos;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!ReadMore()) return std::nullopt;
  }
  RawReply reply;
  reply.head = received_.substr(0, end + 4);
  received_.erase(0, end + 4);
  reply.status = std::stoi(reply.head.substr(reply.head.find(' ')));
  std::size_t line = reply.head.find("\r\n") + 2;
  while (line < end) {
    const std::size_t colon = reply.head.find(": ", line);
    const std::size_t line_end = reply.head.find("\r\n", line);
    std::string name = reply.head.substr(line, colon - line);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    reply.headers[name] = reply.head.substr(colon + 2, line_end - colon - 2);
    line = line_end + 2;
  }
  const std::size_t length = body_follows ? std::stoul("0" + reply.header("content-length")) : 0;
  while (received_.size() < length) {
    if (!ReadMore()) return std::nullopt;
  }
  reply.body = received_.substr(0, length);
  received_.erase(0, length);
  return reply;
}

bool RawClient::HasInput() const {
  pollfd wanted{socket_, POLLIN, 0};
  return !received_.empty() || ::poll(&wanted, 1, 0) > 0;
}

bool RawClient::ReadsEnd() {
  if (!received_.empty()) return false;
  char byte = 0;
  return ::recv(socket_, &byte, 1, 0) == 0;
}

std::string RawClient::ReadToEnd() {
  while (ReadMore()) {
  }
  return std::exchange(received_, {});
}

std::optional<RawReply> RawClient::Exchange(std::string_view request) {
  if (!Send(request)) return std::nullopt;
  return ReadReply();
}

std::string Post(std::string_view amz_target, std::string_view body, std::string_view more_headers) {
  std::string request = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ";
  request += amz_target;
  request += "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  request += more_headers;
  request += "\r\n";
  request += body;
  return request;
}

std::uint32_t PlainCrc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1U) ^ ((crc & 1U) != 0 ? 0xEDB88320U : 0U);
  }
  return ~crc;
}

}  // namespace tablerock
