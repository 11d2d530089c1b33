#include "net/listening_sockets.h"

#include <boost/asio/ip/address.hpp>
#include <cerrno>
#include <optional>

#include <sys/socket.h>

namespace tablerock {

namespace {

struct Addresses {
  asio::ip::address main;
  std::optional<asio::ip::address> also;  // of the other family; not being able to listen there is no error
};

boost::system::error_code Resolve(const std::string& host, Addresses& addresses) {
  boost::system::error_code error;
  addresses.main = asio::ip::make_address(host == "localhost" ? "127.0.0.1" : host, error);
  if (error) {
    asio::io_context context;
    const auto results = Tcp::resolver(context).resolve(host, "", error);
    if (error) return error;
    addresses.main = results.begin()->endpoint().address();
  }
  if (addresses.main == asio::ip::address_v4::loopback()) addresses.also = asio::ip::address_v6::loopback();
  if (addresses.main == asio::ip::address_v4::any()) addresses.also = asio::ip::address_v6::any();
  return {};
}

boost::system::error_code LastError() { return {errno, boost::system::system_category()}; }

bool SetFlag(int descriptor, int level, int name) {
  const int on = 1;
  return ::setsockopt(descriptor, level, name, &on, sizeof on) == 0;
}

}  // namespace

std::string ListeningSockets::Open(const std::string& host, std::uint16_t port, const Log& log) {
  Addresses addresses;
  if (const auto error = Resolve(host, addresses)) return error.message();
  if (const auto error = Listen({addresses.main, port})) return error.message();
  if (addresses.also) {
    const auto error = Listen({*addresses.also, port_});
    if (error == boost::system::errc::address_in_use) {
      log.Write(LogLevel::kWarning,
                "another program listens on this port for IPv6; clients that use it will not reach this server",
                {{"address", addresses.also->to_string()}, {"port", std::to_string(port_)}});
    }
  }
  return {};
}

boost::system::error_code ListeningSockets::Listen(const Tcp::endpoint& endpoint) {
  OwnedDescriptor descriptor(
      ::socket(endpoint.protocol().family(), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP));
  if (descriptor.get() < 0 || !SetFlag(descriptor.get(), SOL_SOCKET, SO_REUSEADDR)) return LastError();
  if (endpoint.address().is_v6() && !SetFlag(descriptor.get(), IPPROTO_IPV6, IPV6_V6ONLY)) return LastError();
  if (::bind(descriptor.get(), endpoint.data(), static_cast<socklen_t>(endpoint.size())) != 0) return LastError();
  if (::listen(descriptor.get(), SOMAXCONN) != 0) return LastError();

  Tcp::endpoint bound;
  auto size = static_cast<socklen_t>(bound.capacity());
  if (::getsockname(descriptor.get(), bound.data(), &size) != 0) return LastError();
  port_ = bound.port();
  sockets_.push_back({endpoint.protocol(), std::move(descriptor)});
  return {};
}

}  // namespace tablerock
