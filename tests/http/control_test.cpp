// Requests under /_tablerock: who may send them, and how long they may take.
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "core/clock.h"
#include "http/local_only.h"
#include "http_fixture.h"

namespace tablerock {
namespace {

class ControlTest : public HttpTest {
 protected:
  // Answers with what it is asked, at once.
  void AnswerAtOnce() {
    options_.control = [](const ControlCall& call, const std::function<void(ControlAnswer)>& done) {
      done({200, call.method + " " + call.path + "?" + call.query + " " + call.body});
    };
  }

  RawReply AskWith(const std::string& headers, const std::string& target = "/_tablerock/clock") {
    return Ask("GET " + target + " HTTP/1.1\r\n" + headers + "\r\n");
  }
};

TEST_F(ControlTest, HandsTheRequestOn) {
  AnswerAtOnce();
  const RawReply reply =
      Ask("PUT /_tablerock/a/b?c=d HTTP/1.1\r\nHost: localhost:8000\r\nContent-Length: 4\r\nX-Amz-Target: "
          "echo\r\n\r\nbody");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("content-type"), "application/json");
  EXPECT_EQ(reply.body, "PUT /_tablerock/a/b?c=d body");
  EXPECT_EQ(AskWith("Host: 127.0.0.1\r\n", "http://localhost:8000/_tablerock").body, "GET /_tablerock? ");
  EXPECT_EQ(dispatcher_.requests(), 0);
}

TEST_F(ControlTest, IsAPathLikeAnyOtherWithoutAHandler) {
  const RawReply other = AskWith("Host: localhost\r\n", "/other");
  const RawReply reply = AskWith("Host: localhost\r\n");
  EXPECT_EQ(reply.status, other.status);
  EXPECT_EQ(reply.body, other.body);
  EXPECT_EQ(Ask("POST /_tablerock/clock HTTP/1.1\r\nX-Amz-Target: echo\r\nContent-Length: 1\r\n\r\nx").body, "x");
}

TEST_F(ControlTest, IsNotWhatOnlyBeginsLikeIt) {
  AnswerAtOnce();
  EXPECT_EQ(AskWith("Host: localhost\r\n", "/_tablerocks").status, 404);
  EXPECT_EQ(Ask("POST /ns/_tablerock HTTP/1.1\r\nX-Amz-Target: echo\r\nContent-Length: 1\r\n\r\nx").body, "x");
}

TEST_F(ControlTest, RefusesOtherHostsAndPagesOfOtherOrigins) {
  AnswerAtOnce();
  for (const char* headers :
       {"", "Host: \r\n", "Host: evil.example\r\n", "Host: localhost.evil.example\r\n",
        "Host: 127.0.0.1.evil.example\r\n", "Host: localhost:80a\r\n", "Host: 127.0.0.2\r\n",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
        "Host: localhost\r\nOrigin: http://localhost.evil.example\r\n", "Host: localhost\r\nOrigin: null\r\n",
        "Host: localhost\r\nOrigin: file://localhost\r\n"}) {
    const RawReply reply = AskWith(headers);
    EXPECT_EQ(reply.status, 403) << headers;
    EXPECT_EQ(reply.body, kLocalOnly);
    EXPECT_EQ(reply.header("access-control-allow-origin"), "");
  }
  EXPECT_EQ(AskWith("Host: localhost\r\n", "http://evil.example/_tablerock/clock").status, 403)
      << "an absolute target names the host";
}

TEST_F(ControlTest, TakesLocalNamesAndTellsNoBrowserMore) {
  AnswerAtOnce();
  for (const char* headers :
       {"Host: localhost\r\n", "Host: LOCALHOST:1\r\n", "Host: [::1]:8000\r\n",
        "Host: 127.0.0.1:8000\r\nOrigin: http://localhost:3000\r\n", "Host: localhost\r\nOrigin: https://[::1]\r\n"}) {
    const RawReply reply = AskWith(headers);
    EXPECT_EQ(reply.status, 200) << headers;
    EXPECT_EQ(reply.header("access-control-allow-origin"), "");
  }
  const RawReply preflight =
      Ask("OPTIONS /_tablerock/clock HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:3000\r\n"
          "Access-Control-Request-Method: POST\r\n\r\n");
  EXPECT_EQ(preflight.header("access-control-allow-origin"), "");
  EXPECT_EQ(preflight.header("access-control-allow-methods"), "");
}

TEST_F(ControlTest, KnowsTheAddressesOfThisMachine) {
  for (const char* address : {"127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(IsLoopback(asio::ip::make_address(address))) << address;
  }
  for (const char* address : {"0.0.0.0", "192.168.1.2", "::", "fe80::1", "::ffff:10.0.0.1"}) {
    EXPECT_FALSE(IsLoopback(asio::ip::make_address(address))) << address;
  }
}

TEST_F(ControlTest, AnAnswerThatTakesItsTimeHoldsUpNoOtherRequest) {
  std::function<void(ControlAnswer)> done;
  std::atomic<bool> asked{false};
  options_.threads = 1;
  options_.control = [&](const ControlCall&, std::function<void(ControlAnswer)> when_done) {
    done = std::move(when_done);
    asked = true;
  };
  RawClient waiting = Connect();
  ASSERT_TRUE(waiting.Send("GET /_tablerock/slow HTTP/1.1\r\nHost: localhost\r\n\r\n"));
  while (!asked) std::this_thread::yield();
  EXPECT_EQ(Ask(Post("echo", "x")).body, "x");

  std::thread stopping([&] { server_->Stop(); });
  const auto until = SteadyClock::now() + options_.limits.stop_grace + std::chrono::milliseconds(50);
  while (SteadyClock::now() < until) std::this_thread::yield();
  std::thread([&] { std::exchange(done, nullptr)({200, "late"}); }).join();
  const auto reply = waiting.ReadReply();
  stopping.join();
  ASSERT_TRUE(reply) << "a server that stops answers what has arrived";
  EXPECT_EQ(reply->body, "late");
  EXPECT_EQ(reply->header("connection"), "close");
  EXPECT_TRUE(waiting.ReadsEnd());
}

}  // namespace
}  // namespace tablerock
