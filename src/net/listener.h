// Listener: accepts TCP connections on one socket and hands each on. Belongs to the thread of its io_context, except
// that Start may be called before that runs.
#pragma once

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/system/error_code.hpp>
#include <chrono>
#include <functional>

#include "core/clock.h"
#include "net/listening_sockets.h"
#include "net/sockets.h"

namespace tablerock {

class Listener {
 public:
  // Gets each accepted socket: non-blocking, close-on-exec, with Nagle's delay off.
  using OnAccept = std::function<void(OwnedDescriptor)>;
  // Asked before each accept. False: the listener looks again a little later, and the clients wait in the kernel's
  // queue.
  using MayAccept = std::function<bool()>;

  Listener(asio::io_context& context, MayAccept may_accept, OnAccept on_accept);

  // Accepting begins once the io_context runs.
  boost::system::error_code Start(ListeningSocket socket);
  void Close();

 private:
  static constexpr std::chrono::milliseconds kPause{50};
  static constexpr int kAcceptsInARow = 64;

  void Wait();
  void Accept();
  void Pause();

  MayAccept may_accept_;
  OnAccept on_accept_;
  TcpAcceptor acceptor_;
  asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, asio::io_context::executor_type> pause_;
};

}  // namespace tablerock
