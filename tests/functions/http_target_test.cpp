#include "functions/http_target.h"

#include <gtest/gtest.h>

#include <array>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tablerock {
namespace {

using Kind = InvocationOutcome::Kind;

// Answers one request with the given bytes; empty: it closes without an answer.
class OneAnswer {
 public:
  explicit OneAnswer(std::string answer) : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size), 0);
    ::listen(listener_, 1);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, answer = std::move(answer)] { Serve(answer); });
  }
  ~OneAnswer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  OneAnswer(const OneAnswer&) = delete;
  OneAnswer& operator=(const OneAnswer&) = delete;

  InvocationOutcome Invoke(const std::string& event, std::int64_t timeout_seconds = 10) {
    FunctionSettings function;
    function.url = "http://127.0.0.1:" + std::to_string(port_) + "/2015-03-31/functions/function/invocations";
    function.timeout_seconds = timeout_seconds;
    return HttpTarget(function).Invoke(event);
  }
  std::string request() {
    ::shutdown(listener_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    thread_ = std::thread([] {});
    return request_;
  }

 private:
  void Serve(const std::string& answer) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    std::array<char, 4096> bytes;
    while (request_.find("}]}") == std::string::npos) {
      const ssize_t count = ::recv(connection, bytes.data(), bytes.size(), 0);
      if (count <= 0) break;
      request_.append(bytes.data(), static_cast<std::size_t>(count));
    }
    ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
    // "wait": until the client has had enough.
    if (answer == " ") ::recv(connection, bytes.data(), bytes.size(), 0);
    ::close(connection);
  }

  int listener_;
  std::uint16_t port_ = 0;
  std::string request_;
  std::thread thread_;
};

const std::string kEvent = R"({"Records":[{"eventID":"1"}]})";

TEST(HttpTargetTest, PostsTheEventAndTakesTheBodyForTheAnswer) {
  OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull");
  const InvocationOutcome outcome = server.Invoke(kEvent);
  EXPECT_EQ(outcome.kind, Kind::kSuccess) << outcome.problem;
  EXPECT_EQ(outcome.answer, "null");
  const std::string request = server.request();
  EXPECT_TRUE(request.starts_with("POST /2015-03-31/functions/function/invocations HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("Content-Type: application/json\r\n"), std::string::npos) << request;
  EXPECT_TRUE(request.ends_with("\r\n\r\n" + kEvent)) << request;
}

TEST(HttpTargetTest, KnowsTheSignsOfAFailure) {
  EXPECT_EQ(OneAnswer("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n").Invoke(kEvent).problem, "status 500");
  EXPECT_EQ(OneAnswer("HTTP/1.1 200 OK\r\nx-amz-function-error: Unhandled\r\nContent-Length: 2\r\n\r\n{}")
                .Invoke(kEvent)
                .problem,
            "Unhandled");
  const std::string body = R"({"errorMessage": "no", "errorType": "E"})";
  EXPECT_EQ(OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body)
                .Invoke(kEvent)
                .problem,
            "E: no");
  EXPECT_EQ(OneAnswer("").Invoke(kEvent).kind, Kind::kFunctionError);
}

TEST(HttpTargetTest, AnAnswerThatDoesNotComeIsAFailureWhenTheTimeIsOver) {
  OneAnswer server(" ");
  const InvocationOutcome outcome = server.Invoke(kEvent, 1);
  EXPECT_EQ(outcome.kind, Kind::kFunctionError);
}

TEST(HttpTargetTest, WhereNothingListensNothingWasInvoked) {
  FunctionSettings function;
  function.url = "http://127.0.0.1:1/";
  EXPECT_EQ(HttpTarget(function).Invoke(kEvent).kind, Kind::kNotInvoked);
}

TEST(HttpUrlTest, IsTakenApart) {
  const auto url = ParseHttpUrl("http://[::1]:9000/a/b?c=d#e");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->host, "::1");
  EXPECT_EQ(url->port, "9000");
  EXPECT_EQ(url->target, "/a/b?c=d");
  EXPECT_EQ(url->authority, "[::1]:9000");
  EXPECT_EQ(ParseHttpUrl("http://host")->target, "/");
  EXPECT_EQ(ParseHttpUrl("http://host")->port, "80");
  for (const char* wrong : {"https://host/", "host:80", "http://", "http://host:0/", "http://host:x/", "http://:80/"}) {
    EXPECT_FALSE(ParseHttpUrl(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace tablerock
