// ListeningSockets: the sockets that a server listens on, from before it serves: who connects meanwhile waits in the
// kernel's queue instead of being refused. Belongs to one thread at a time.
#pragma once

#include <boost/system/error_code.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "core/log.h"
#include "net/sockets.h"

namespace tablerock {

struct ListeningSocket {
  Tcp protocol;
  OwnedDescriptor descriptor;  // non-blocking, close-on-exec
};

class ListeningSockets {
 public:
  // `host`: an address or a name. 127.0.0.1 (and "localhost") listens on ::1 as well, and 0.0.0.0 on ::, where the
  // machine has IPv6: a client that resolves localhost may try either first. `port` 0: any free one, the same for both.
  // Empty, or the reason why it cannot ("Address already in use"). That another program has the port for IPv6 is only
  // logged.
  std::string Open(const std::string& host, std::uint16_t port, const Log& log);

  // Of all of them. REQUIRES: Open succeeded.
  std::uint16_t port() const { return port_; }
  // None are left here.
  std::vector<ListeningSocket> Take() { return std::exchange(sockets_, {}); }

 private:
  boost::system::error_code Listen(const Tcp::endpoint& endpoint);

  std::vector<ListeningSocket> sockets_;
  std::uint16_t port_ = 0;
};

}  // namespace tablerock
