// How the server starts and stops.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "http_fixture.h"

namespace tablerock {
namespace {

using StopTest = HttpTest;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

TEST_F(StopTest, ClosesIdleConnectionsAtOnce) {
  options_.threads = 2;
  options_.limits.stop_grace = std::chrono::seconds(60);  // which idle connections do not need
  std::vector<RawClient> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back().Exchange(Post("echo", "x")));
  }
  const auto began = steady_clock::now();
  server_->Stop();
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(30));
  for (RawClient& client : clients) EXPECT_TRUE(client.ReadsEnd());
  EXPECT_FALSE(RawClient(server_->port()).connected());
}

TEST_F(StopTest, FinishesWhatHasArrived) {
  RawClient client = Connect();
  ASSERT_TRUE(client.Send(Post("wait", "")));
  while (dispatcher_.steps() == 0) std::this_thread::yield();
  std::thread stopping([&] { server_->Stop(); });
  // Beyond the grace, which is not for the server's own work.
  const auto until = steady_clock::now() + options_.limits.stop_grace + milliseconds(50);
  while (steady_clock::now() < until) std::this_thread::yield();
  dispatcher_.Release();
  const auto reply = client.ReadReply();
  stopping.join();
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->body, "released");
  EXPECT_EQ(reply->header("connection"), "close");
  EXPECT_TRUE(client.ReadsEnd());
}

TEST_F(StopTest, WaitsForNoOneElseLongerThanTheGrace) {
  RawClient sender = Connect();
  ASSERT_TRUE(sender.Send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n\r\n"));
  ASSERT_TRUE(sender.ReadReply(false));
  RawClient receiver = Connect();
  ASSERT_TRUE(receiver.Send(Post("large:16000000", "")));
  RawClient drained = Connect();
  ASSERT_TRUE(drained.Send("POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n"));
  ASSERT_TRUE(drained.ReadReply());
  while (dispatcher_.requests() < 1) std::this_thread::yield();
  const auto began = steady_clock::now();
  server_->Stop();
  EXPECT_LT(steady_clock::now() - began, std::chrono::seconds(5));
  EXPECT_TRUE(sender.ReadsEnd());
}

TEST_F(StopTest, WaitsNoLongerForAReplyWhoseSendingBeginsBehindTheGrace) {
  options_.limits.stop_grace = milliseconds(20);
  SetPatience(std::chrono::hours(1));
  RawClient holder = HoldTheStepThread();
  RawClient dripping = Connect();
  ASSERT_TRUE(dripping.Send(Post("large:40000000", "")));
  while (dispatcher_.requests() < 2) std::this_thread::yield();
  std::thread stopping([&] { server_->Stop(); });
  const auto until = steady_clock::now() + options_.limits.stop_grace + milliseconds(50);
  while (steady_clock::now() < until) std::this_thread::yield();
  dispatcher_.Release();
  EXPECT_EQ(holder.ReadReply().value_or(RawReply{}).body, "released");
  Drip(dripping);
  stopping.join();
  EXPECT_LT(dripping.ReadToEnd().size(), 40'000'000U);
}

TEST_F(StopTest, MayComeTwiceOrWithoutAStart) {
  HttpServer never_started(dispatcher_, log_, options_);
  never_started.Stop();
  Start();
  server_->Stop();
  server_->Stop();
}

TEST_F(StopTest, ThePortIsFreeAgain) {
  Start();
  const std::uint16_t port = server_->port();
  { ASSERT_TRUE(Connect().Exchange(Post("echo", "x"))); }
  server_->Stop();
  Start(port);
  EXPECT_EQ(server_->port(), port);
}

}  // namespace
}  // namespace tablerock
