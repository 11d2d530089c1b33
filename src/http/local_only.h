// Which requests may come to the control API: those that a program of this machine sends to this machine by a name of
// its own. A web page of elsewhere cannot: its browser tells its origin, and a page that had its own name resolve to
// 127.0.0.1 (DNS rebinding) names itself in Host. Pure functions.
#pragma once

#include <string_view>

#include "http/request_head.h"
#include "net/sockets.h"

namespace tablerock {

// "/_tablerock" and what is below it.
bool IsControlPath(std::string_view path);
// "localhost", "127.0.0.1" or "[::1]", with any port.
bool IsLocalHost(std::string_view host);
// The Host (or the authority of an absolute target) is local, and so is the Origin where there is one.
bool NamesLocalHost(const RequestHead& head, const RequestTarget& target);
bool IsLoopback(const asio::ip::address& address);

inline constexpr std::string_view kLocalOnly =
    R"({"Message":"the control API answers programs of this machine only: by a loopback address, with a Host of )"
    R"(localhost, 127.0.0.1 or [::1], and no web page of another origin"})";

}  // namespace tablerock
