#include "net/listener.h"

#include <cerrno>
#include <utility>

#include <netinet/tcp.h>
#include <sys/socket.h>

namespace tablerock {

Listener::Listener(asio::io_context& context, MayAccept may_accept, OnAccept on_accept)
    : may_accept_(std::move(may_accept)),
      on_accept_(std::move(on_accept)),
      acceptor_(context.get_executor()),
      pause_(context.get_executor()) {}

boost::system::error_code Listener::Start(ListeningSocket socket) {
  boost::system::error_code error;
  acceptor_.assign(socket.protocol, socket.descriptor.get(), error);
  if (error) return error;
  (void)socket.descriptor.Release();
  acceptor_.native_non_blocking(true, error);  // that it is so already
  if (!error) Wait();
  return error;
}

void Listener::Close() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  pause_.cancel();
}

void Listener::Wait() {
  acceptor_.async_wait(asio::socket_base::wait_read, [this](const boost::system::error_code& error) {
    if (!error) Accept();
  });
}

void Listener::Accept() {
  for (int i = 0; i < kAcceptsInARow; ++i) {
    if (!may_accept_()) return Pause();
    const int descriptor = ::accept4(acceptor_.native_handle(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (descriptor < 0) {
      if (errno == EAGAIN || errno == EWOULDBLOCK) break;
      // The client went away before it was accepted; the next may be there.
      if (errno == ECONNABORTED || errno == EINTR || errno == EPROTO) continue;
      // Out of files or memory: the pending connection stays readable, so waiting for it would spin.
      return Pause();
    }
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    on_accept_(OwnedDescriptor(descriptor));
  }
  Wait();
}

void Listener::Pause() {
  pause_.expires_after(kPause);
  pause_.async_wait([this](const boost::system::error_code& error) {
    if (!error && acceptor_.is_open()) Accept();
  });
}

}  // namespace tablerock
