#include "http/worker.h"

#include <boost/asio/detail/concurrency_hint.hpp>
#include <boost/asio/post.hpp>
#include <string>
#include <utility>

#include <pthread.h>
#include <sys/socket.h>

#include "core/thread_scheduling.h"
#include "http/connection.h"
#include "http/event_loop.h"

namespace tablerock {

namespace {
constexpr std::size_t kSpareExchanges = 16;
}  // namespace

// The reactor is used by the context's own thread alone and needs no locks: step threads only write to a socket on
// which nothing waits meanwhile. The queue does, for Adopt, Stop and what step threads give back.
Worker::Worker(const HttpServices& services, std::atomic<std::size_t>& connections)
    : services_(services),
      all_connections_(connections),
      context_(BOOST_ASIO_CONCURRENCY_HINT_UNSAFE_IO),
      guard_(context_.get_executor()),
      timers_(context_, services.limits.timer_tick),
      grace_(context_.get_executor()) {}

Worker::~Worker() = default;

void Worker::Start() {
  thread_ = std::thread([this] {
    ::pthread_setname_np(::pthread_self(), "http");
    AskForShortSlice();
    RunEventLoop(context_, services_.log);
  });
}

void Worker::Adopt(OwnedDescriptor socket) {
  asio::post(context_, [this, socket = std::move(socket)]() mutable { Open(std::move(socket)); });
}

void Worker::Open(OwnedDescriptor socket) {
  if (stopping_) {
    all_connections_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  boost::system::error_code error;
  TcpSocket tcp_socket(context_.get_executor());
  tcp_socket.assign(address.ss_family == AF_INET6 ? Tcp::v6() : Tcp::v4(), socket.get(), error);
  if (error) {
    all_connections_.fetch_sub(1, std::memory_order_relaxed);
    return;
  }
  (void)socket.Release();
  tcp_socket.non_blocking(true, error);
  auto connection = std::make_shared<Connection>(std::move(tcp_socket), *this);
  connections_.push_back(*connection);
  connection->Start();
}

void Worker::OnConnectionEnd() {
  all_connections_.fetch_sub(1, std::memory_order_relaxed);
  EndIfUnused();
}

std::unique_ptr<Exchange> Worker::TakeExchange() {
  if (spare_exchanges_.empty()) return std::make_unique<Exchange>(services_, tools_);
  auto exchange = std::move(spare_exchanges_.back());
  spare_exchanges_.pop_back();
  return exchange;
}

void Worker::GiveBack(std::unique_ptr<Exchange> exchange) {
  exchange->Reset();
  if (spare_exchanges_.size() < kSpareExchanges) spare_exchanges_.push_back(std::move(exchange));
}

bool Worker::TakeTurn() {
  if (turns_taken_ == services_.limits.stepping_max) return false;
  ++turns_taken_;
  return true;
}

void Worker::EndTurn() {
  if (waiting_for_turn_.empty()) {
    --turns_taken_;
    return;
  }
  // The turn goes on to who has waited longest.
  asio::post(context_, [next = std::move(waiting_for_turn_.front())] { next->OnTurn(); });
  waiting_for_turn_.pop_front();
}

void Worker::Stop() {
  asio::post(context_, [this] { BeginStop(); });
}

void Worker::BeginStop() {
  stopping_ = true;
  for (auto at = connections_.begin(); at != connections_.end();) (at++)->OnStop();
  grace_.expires_after(services_.limits.stop_grace);
  grace_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    for (auto at = connections_.begin(); at != connections_.end();) (at++)->OnGraceOver();
  });
  EndIfUnused();
}

void Worker::EndIfUnused() {
  if (stopping_ && connections_.empty()) context_.stop();
}

void Worker::Join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace tablerock
