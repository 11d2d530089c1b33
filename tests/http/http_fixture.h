// A server in this process with a FakeDispatcher behind it, on a free port.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <thread>

#include "fake_dispatcher.h"
#include "http/http_server.h"
#include "raw_client.h"

namespace tablerock {

class HttpTest : public ::testing::Test {
 protected:
  void Start(std::uint16_t port = 0) {
    ListeningSockets sockets;
    ASSERT_EQ(sockets.Open("127.0.0.1", port, log_), "");
    server_ = std::make_unique<HttpServer>(dispatcher_, log_, options_);
    ASSERT_EQ(server_->Start(std::move(sockets)), "");
  }
  RawClient Connect() {
    if (server_ == nullptr) Start();
    return RawClient(server_->port());
  }
  // Its request holds the thread that gathers and sends long replies (with one worker there is one), until Release().
  RawClient HoldTheStepThread() {
    RawClient holder = Connect();
    EXPECT_TRUE(holder.Send(Post("block", "")));
    while (dispatcher_.steps() < 2) std::this_thread::yield();
    return holder;
  }
  // Time-outs of writing that a test can wait for: of patience alone.
  void SetPatience(std::chrono::milliseconds patience) {
    options_.limits.timer_tick = std::chrono::milliseconds(5);
    options_.limits.write_patience = patience;
    options_.limits.write_timeout = std::chrono::hours(1);
  }
  // Reads at about 30 MB a second, until the server closes or nothing more comes.
  static void Drip(RawClient& client) {
    while (client.ReadMore()) {
      const auto next = std::chrono::steady_clock::now() + std::chrono::milliseconds(2);
      while (std::chrono::steady_clock::now() < next) std::this_thread::yield();
    }
  }
  RawReply Ask(std::string_view request) { return Connect().Exchange(request).value_or(RawReply{}); }

  FakeDispatcher dispatcher_;
  Log log_{LogLevel::kError};
  HttpServerOptions options_;
  std::unique_ptr<HttpServer> server_;
};

}  // namespace tablerock
