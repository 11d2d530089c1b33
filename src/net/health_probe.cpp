#include "net/health_probe.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "net/sockets.h"

namespace tablerock {

namespace {

// Asks one address. Blocking: the socket's own time-outs bound it, also the connecting.
std::string ProbeAddress(const addrinfo& address, const std::string& host, std::chrono::milliseconds time_out) {
  const auto system_error = [](const char* what) { return std::string(what) + ": " + std::strerror(errno); };
  const OwnedDescriptor socket(::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC, address.ai_protocol));
  if (socket.get() < 0) return system_error("socket");
  timeval limit{};
  limit.tv_sec = time_out.count() / 1000;
  limit.tv_usec = time_out.count() % 1000 * 1000;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  if (::connect(socket.get(), address.ai_addr, address.ai_addrlen) != 0) return system_error("connect");

  const std::string request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  if (::send(socket.get(), request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) {
    return system_error("send");
  }
  constexpr std::string_view kHealthy = "HTTP/1.1 200";
  std::string answer;
  while (answer.size() < kHealthy.size()) {
    char bytes[64];
    const ssize_t count = ::recv(socket.get(), bytes, sizeof bytes, 0);
    if (count < 0) return system_error("recv");
    if (count == 0) break;
    answer.append(bytes, static_cast<std::size_t>(count));
  }
  if (answer.starts_with(kHealthy)) return {};
  return "the answer begins with \"" + answer.substr(0, answer.find('\r')) + "\"";
}

}  // namespace

std::string ProbeHealth(const std::string& host, std::uint16_t port, std::chrono::milliseconds time_out) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (const int error = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found); error != 0) {
    return ::gai_strerror(error);
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
  std::string problem = "no address";
  for (const addrinfo* address = found; address != nullptr; address = address->ai_next) {
    problem = ProbeAddress(*address, host, time_out);
    if (problem.empty()) break;
  }
  return problem;
}

}  // namespace tablerock
