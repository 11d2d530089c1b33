// The socket types of this program: bound to io_context's own executor, which costs less than asio's type-erased
// default.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <utility>

#include <unistd.h>

namespace tablerock {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;
using TcpSocket = asio::basic_stream_socket<Tcp, asio::io_context::executor_type>;
using TcpAcceptor = asio::basic_socket_acceptor<Tcp, asio::io_context::executor_type>;

// A file descriptor with an owner, for the way of an accepted socket from the accepting thread to the serving one.
class OwnedDescriptor {
 public:
  explicit OwnedDescriptor(int descriptor) : descriptor_(descriptor) {}
  OwnedDescriptor(OwnedDescriptor&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  OwnedDescriptor& operator=(OwnedDescriptor&&) = delete;
  ~OwnedDescriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }
  int Release() { return std::exchange(descriptor_, -1); }

 private:
  int descriptor_;
};

}  // namespace tablerock
