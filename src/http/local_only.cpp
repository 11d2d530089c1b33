#include "http/local_only.h"

#include <algorithm>

namespace tablerock {

bool IsControlPath(std::string_view path) {
  constexpr std::string_view kRoot = "/_tablerock";
  return path.starts_with(kRoot) && (path.size() == kRoot.size() || path[kRoot.size()] == '/');
}

bool IsLocalHost(std::string_view host) {
  std::string_view port;
  for (const std::string_view name : {"localhost", "127.0.0.1", "[::1]"}) {
    if (!EqualsIgnoringCase(host.substr(0, name.size()), name)) continue;
    port = host.substr(name.size());
    if (port.empty()) return true;
    if (port.front() != ':') return false;
    port.remove_prefix(1);
    return std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
  }
  return false;
}

bool NamesLocalHost(const RequestHead& head, const RequestTarget& target) {
  if (!IsLocalHost(target.authority.empty() ? std::string_view(head.host) : target.authority)) return false;
  if (head.origin.empty()) return true;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (head.origin.starts_with(scheme)) return IsLocalHost(std::string_view(head.origin).substr(scheme.size()));
  }
  return false;
}

bool IsLoopback(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  }
  return address.is_loopback();
}

}  // namespace tablerock
