#include "net/listening_sockets.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tablerock {
namespace {

class ListeningSocketsTest : public testing::Test {
 protected:
  std::string Problem(const std::string& host, std::uint16_t port) { return ListeningSockets().Open(host, port, log_); }

  std::vector<std::string> warnings_;
  Log log_{LogLevel::kWarning, LogFormat::kText, [this](std::string_view line) { warnings_.emplace_back(line); }};
};

TEST_F(ListeningSocketsTest, SayWhyTheyCannotListen) {
  ListeningSockets first;
  ASSERT_EQ(first.Open("127.0.0.1", 0, log_), "");
  EXPECT_EQ(Problem("127.0.0.1", first.port()), "Address already in use");
  EXPECT_EQ(Problem("203.0.113.7", 0), "Cannot assign requested address");  // for documentation: no machine's own
  EXPECT_NE(Problem("no such host", 0), "");
  EXPECT_TRUE(warnings_.empty());
}

TEST_F(ListeningSocketsTest, AnyFreePortIsTheSameInBothFamilies) {
  ListeningSockets sockets;
  ASSERT_EQ(sockets.Open("localhost", 0, log_), "");
  EXPECT_NE(sockets.port(), 0);
  const std::vector<ListeningSocket> taken = sockets.Take();
  ASSERT_GE(taken.size(), 1U);
  EXPECT_EQ(taken.front().protocol, Tcp::v4());
  if (taken.size() == 1) GTEST_SKIP() << "this machine has no IPv6";
  EXPECT_EQ(taken.back().protocol, Tcp::v6());
  EXPECT_EQ(Problem("::1", sockets.port()), "Address already in use");
}

TEST_F(ListeningSocketsTest, ThePortTakenForTheOtherFamilyIsAWarning) {
  ListeningSockets other;
  if (!other.Open("::1", 0, log_).empty()) GTEST_SKIP() << "this machine has no IPv6";
  ListeningSockets sockets;
  ASSERT_EQ(sockets.Open("127.0.0.1", other.port(), log_), "");
  EXPECT_EQ(sockets.Take().size(), 1U);
  ASSERT_EQ(warnings_.size(), 1U);
  EXPECT_NE(warnings_.front().find("another program listens on this port for IPv6"), std::string::npos);
}

TEST_F(ListeningSocketsTest, ThePortIsFreeOnceTheyAreGone) {
  std::uint16_t port = 0;
  {
    ListeningSockets sockets;
    ASSERT_EQ(sockets.Open("127.0.0.1", 0, log_), "");
    port = sockets.port();
  }
  EXPECT_EQ(Problem("127.0.0.1", port), "");
}

}  // namespace
}  // namespace tablerock
