// Worker: one thread of the HTTP server with all that belongs to it alone: its event loop, its connections, their
// time-outs, and exchanges kept for reuse. A connection stays on its worker from accept to close.
#pragma once

#include <array>
#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/intrusive/list.hpp>
#include <cstddef>
#include <deque>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "http/exchange.h"
#include "net/sockets.h"
#include "net/timer_wheel.h"

namespace tablerock {

class Connection;
using ConnectionHook = boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

class Worker {
 public:
  // `connections` counts those of all workers.
  Worker(const HttpServices& services, std::atomic<std::size_t>& connections);
  ~Worker();

  // Runs the loop in a thread of its own.
  void Start();
  // Takes an accepted socket over. Any thread.
  void Adopt(OwnedDescriptor socket);
  // Lets requests that have arrived be answered, then ends the loop. Connections at rest close at once, those that are
  // receiving or sending after HttpLimits::stop_grace. Any thread; once.
  void Stop();
  void Join();

  asio::io_context& context() { return context_; }

  // For its connections, on its thread.
  const HttpServices& services() const { return services_; }
  TimerWheel& timers() { return timers_; }
  // Any thread may ask.
  bool stopping() const { return stopping_; }
  ReplyTools& reply_tools() { return tools_.reply; }
  std::unique_ptr<Exchange> TakeExchange();
  void GiveBack(std::unique_ptr<Exchange> exchange);
  // Turns of those that work in steps, HttpLimits::stepping_max at a time. Who takes one ends it; who gets none may
  // wait, and is told by Connection::OnTurn, from the event loop.
  bool TakeTurn();
  void WaitForTurn(std::shared_ptr<Connection> connection) { waiting_for_turn_.push_back(std::move(connection)); }
  void EndTurn();
  // Where bytes go that no one wants.
  asio::mutable_buffer DrainBuffer() { return asio::buffer(drain_buffer_); }
  void OnConnectionEnd();

 private:
  void Open(OwnedDescriptor socket);
  void BeginStop();
  void EndIfUnused();

  const HttpServices& services_;
  std::atomic<std::size_t>& all_connections_;
  ExchangeTools tools_;
  std::vector<std::unique_ptr<Exchange>> spare_exchanges_;
  std::array<char, 16'384> drain_buffer_;
  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  TimerWheel timers_;
  asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, asio::io_context::executor_type> grace_;
  boost::intrusive::list<Connection, boost::intrusive::base_hook<ConnectionHook>,
                         boost::intrusive::constant_time_size<false>>
      connections_;
  std::size_t turns_taken_ = 0;
  std::deque<std::shared_ptr<Connection>> waiting_for_turn_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace tablerock
