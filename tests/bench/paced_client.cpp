// How long do GetItem requests take that arrive at a steady rate, whether or not the server keeps up? Sends one request
// each 1/RATE of a second over a pool of connections, for items as growth.py loads them, and measures each from the
// moment at which it was due: a stall is told by every request that fell into it, not by one.
//
//   paced_client PORT CONNECTIONS RATE SECONDS ITEMS SEED
//
// Prints: RESULT requests/s p50 p99 p99.9 errors, times in microseconds. Waits of less than a tick of the kernel's
// scheduler are asked for (timer slack, the shortest slice), so that what is measured is the server's lateness.
#include <algorithm>
#include <array>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <sys/prctl.h>

#include "bench/bench_requests.h"
#include "core/thread_scheduling.h"
#include "net/sockets.h"

namespace tablerock::bench {
namespace {

using Instants = std::chrono::steady_clock;

struct Settings {
  std::uint16_t port = 0;
  std::size_t connections = 16;
  double rate = 0;
  double seconds = 0;
  std::size_t items = 0;
  std::uint64_t seed = 1;
};

struct Measured {
  std::vector<double> micros;
  std::size_t errors = 0;
};

std::string RequestFor(std::size_t n) {
  std::array<char, 128> body{};
  const int size = std::snprintf(
      body.data(), body.size(), R"({"TableName":"bench","Key":{"pk":{"S":"GRP#%zu"},"sk":{"S":"%08zu"}}})", n / 100, n);
  std::string request =
      "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\n"
      "X-Amz-Date: 20260101T000000Z\r\nX-Amz-Target: DynamoDB_20120810.GetItem\r\nAuthorization: ";
  request.append(kAuthorization).append("\r\nContent-Length: ").append(std::to_string(size)).append("\r\n\r\n");
  return request.append(body.data(), static_cast<std::size_t>(size));
}

class PacedClient;

// One connection; sends one request at a time.
class PacedConnection {
 public:
  PacedConnection(PacedClient& client, TcpSocket socket) : client_(client), socket_(std::move(socket)) {}
  void Send(std::size_t item, Instants::time_point due);

 private:
  void Receive();
  void OnBytes(std::size_t count);

  PacedClient& client_;
  TcpSocket socket_;
  std::string request_;
  std::string reply_;
  std::array<char, 16'384> bytes_{};
  Instants::time_point due_;
};

class PacedClient {
 public:
  explicit PacedClient(const Settings& settings) : settings_(settings), timer_(context_), random_(settings.seed) {}

  Measured Run();
  // A connection has its reply; `ok` if that is a 200.
  void OnReply(PacedConnection& connection, Instants::time_point due, bool ok);

 private:
  void Connect();
  void Wait();
  void SendDue();

  const Settings settings_;
  asio::io_context context_;
  asio::basic_waitable_timer<Instants, asio::wait_traits<Instants>, asio::io_context::executor_type> timer_;
  std::mt19937_64 random_;
  std::vector<std::unique_ptr<PacedConnection>> connections_;
  std::deque<PacedConnection*> idle_;
  std::deque<Instants::time_point> waiting_;  // requests that are due and have no connection yet
  Instants::time_point began_;
  std::size_t sent_ = 0;  // and waiting
  Measured measured_;
};

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "paced_client: %s\n", what.c_str());
  std::exit(1);
}

void PacedConnection::Send(std::size_t item, Instants::time_point due) {
  due_ = due;
  request_ = RequestFor(item);
  reply_.clear();
  boost::system::error_code error;
  asio::write(socket_, asio::buffer(request_), error);
  if (error) Fail(error.message());
  Receive();
}

void PacedConnection::Receive() {
  socket_.async_read_some(asio::buffer(bytes_), [this](const boost::system::error_code& error, std::size_t count) {
    if (error) Fail(error.message());
    OnBytes(count);
  });
}

void PacedConnection::OnBytes(std::size_t count) {
  reply_.append(bytes_.data(), count);
  static constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t head_end = reply_.find("\r\n\r\n");
  const std::size_t length_at = reply_.find(kLength);
  if (head_end == std::string::npos) return Receive();
  if (length_at == std::string::npos) Fail("a reply without Content-Length");
  const std::size_t length = std::strtoull(reply_.c_str() + length_at + kLength.size(), nullptr, 10);
  if (reply_.size() < head_end + 4 + length) return Receive();
  client_.OnReply(*this, due_, reply_.starts_with("HTTP/1.1 200") && reply_.find("\"Item\"") != std::string::npos);
}

void PacedClient::Connect() {
  for (std::size_t i = 0; i < settings_.connections; ++i) {
    TcpSocket socket(context_.get_executor());
    boost::system::error_code error;
    socket.connect({asio::ip::address_v4::loopback(), settings_.port}, error);
    if (error) Fail(error.message());
    socket.set_option(Tcp::no_delay(true));
    connections_.push_back(std::make_unique<PacedConnection>(*this, std::move(socket)));
    idle_.push_back(connections_.back().get());
  }
}

void PacedClient::OnReply(PacedConnection& connection, Instants::time_point due, bool ok) {
  measured_.micros.push_back(std::chrono::duration<double, std::micro>(Instants::now() - due).count());
  if (!ok) ++measured_.errors;
  idle_.push_back(&connection);
  SendDue();
}

// Sends what is due, as far as there are connections for it.
void PacedClient::SendDue() {
  while (!waiting_.empty() && !idle_.empty()) {
    PacedConnection& connection = *idle_.front();
    idle_.pop_front();
    const Instants::time_point due = waiting_.front();
    waiting_.pop_front();
    connection.Send(std::uniform_int_distribution<std::size_t>(0, settings_.items - 1)(random_), due);
  }
}

void PacedClient::Wait() {
  const auto offset = std::chrono::duration<double>(static_cast<double>(sent_) / settings_.rate);
  if (offset.count() >= settings_.seconds) return;
  const auto due = began_ + std::chrono::duration_cast<Instants::duration>(offset);
  timer_.expires_at(due);
  timer_.async_wait([this, due](const boost::system::error_code&) {
    ++sent_;
    waiting_.push_back(due);
    SendDue();
    Wait();
  });
}

Measured PacedClient::Run() {
  Connect();
  began_ = Instants::now();
  Wait();
  context_.run();
  return std::move(measured_);
}

double Percentile(std::vector<double>& micros, double share) {
  const auto at = micros.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(micros.size() - 1) * share);
  std::nth_element(micros.begin(), at, micros.end());
  return *at;
}

int Main(int argc, char** argv) {
  if (argc != 7) {
    std::fprintf(stderr, "usage: paced_client PORT CONNECTIONS RATE SECONDS ITEMS SEED\n");
    return 2;
  }
  const Settings settings{static_cast<std::uint16_t>(std::atoi(argv[1])),
                          std::strtoull(argv[2], nullptr, 10),
                          std::strtod(argv[3], nullptr),
                          std::strtod(argv[4], nullptr),
                          std::strtoull(argv[5], nullptr, 10),
                          std::strtoull(argv[6], nullptr, 10)};
  ::prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL);
  AskForShortSlice();
  Measured measured = PacedClient(settings).Run();
  if (measured.micros.empty()) Fail("nothing was measured");
  std::printf("RESULT %.1f %.1f %.1f %.1f %zu\n", static_cast<double>(measured.micros.size()) / settings.seconds,
              Percentile(measured.micros, 0.5), Percentile(measured.micros, 0.99), Percentile(measured.micros, 0.999),
              measured.errors);
  return 0;
}

}  // namespace
}  // namespace tablerock::bench

int main(int argc, char** argv) { return tablerock::bench::Main(argc, argv); }
