// Clients that mean ill, or are broken: an error or a closed connection for them, and service for the others.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "http_fixture.h"

namespace tablerock {
namespace {

using HostileTest = HttpTest;

TEST_F(HostileTest, MalformedRequestsAreRefused) {
  std::ifstream file(TABLEROCK_TEST_DATA "/http/malformed_requests.json");
  const auto cases = nlohmann::json::parse(file);
  ASSERT_FALSE(cases.empty());
  for (const auto& row : cases) {
    const auto description = row.at("description").get<std::string>();
    // JSON holds the bytes as characters of Latin-1.
    std::string request;
    const auto text = row.at("request").get<std::string>();
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto lead = static_cast<unsigned char>(text[i]);
      request += lead < 0x80 ? text[i] : static_cast<char>((lead & 0x03U) << 6U | (text[++i] & 0x3F));
    }
    RawClient client = Connect();
    ASSERT_TRUE(client.Send(request));
    client.CloseSending();
    const auto reply = client.ReadReply();
    ASSERT_TRUE(reply) << description;
    EXPECT_EQ(reply->status, row.at("status").get<int>()) << description << "\n" << reply->body;
    EXPECT_TRUE(client.ReadsEnd()) << description;
  }
  EXPECT_EQ(dispatcher_.requests(), 0);
  EXPECT_EQ(Ask(Post("echo", "still here")).body, "still here");
}

TEST_F(HostileTest, ATlsHandshakeIsNoticedOnce) {
  std::atomic<int> warnings{0};
  const Log log(LogLevel::kWarning, LogFormat::kText, [&](std::string_view line) {
    if (line.find("TLS") != std::string_view::npos) ++warnings;
  });
  ListeningSockets sockets;
  ASSERT_EQ(sockets.Open("127.0.0.1", 0, log), "");
  HttpServer server(dispatcher_, log, options_);
  ASSERT_EQ(server.Start(std::move(sockets)), "");
  for (int i = 0; i < 3; ++i) {
    RawClient client(server.port());
    EXPECT_EQ(client.Exchange(std::string("\x16\x03\x01\x02\0\x01", 6)).value_or(RawReply{}).status, 400);
  }
  EXPECT_EQ(warnings, 1);
}

TEST_F(HostileTest, FloodsOfHeadersAreRefused) {
  RawClient client = Connect();
  std::string flood = "POST / HTTP/1.1\r\n";
  for (int i = 0; i < 100'000; ++i) flood += "X-" + std::to_string(i) + ": y\r\n";
  ASSERT_TRUE(client.Send(flood));
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).status, 431);
  // Below 64 KB is well: session tokens are long.
  EXPECT_EQ(Ask(Post("echo", "x", "X-Amz-Security-Token: " + std::string(60'000, 't') + "\r\n")).body, "x");
}

TEST_F(HostileTest, SlowHeadsAndBodiesAndIdleConnectionsTimeOut) {
  options_.limits.timer_tick = std::chrono::milliseconds(5);
  options_.limits.idle_timeout = std::chrono::milliseconds(30);
  options_.limits.head_timeout = std::chrono::milliseconds(30);
  options_.limits.body_timeout = std::chrono::milliseconds(30);
  RawClient idle = Connect();
  RawClient idle_again = Connect();
  RawClient head = Connect();
  RawClient body = Connect();
  EXPECT_TRUE(idle_again.Exchange(Post("echo", "x")));
  ASSERT_TRUE(head.Send("POST / HT"));
  ASSERT_TRUE(body.Send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"));
  EXPECT_TRUE(idle.ReadsEnd());
  EXPECT_TRUE(idle_again.ReadsEnd());
  EXPECT_TRUE(head.ReadsEnd());
  EXPECT_TRUE(body.ReadsEnd());
}

TEST_F(HostileTest, WhatDripsTimesOutThoughItMoves) {
  options_.limits.timer_tick = std::chrono::milliseconds(5);
  options_.limits.head_timeout = std::chrono::milliseconds(50);
  options_.limits.body_timeout = std::chrono::milliseconds(50);
  const struct {
    std::string begin;
    std::string drip;
  } cases[] = {{"POST / HTTP/1.1\r\nX-Long: ", "x"},
               {"POST / HTTP/1.1\r\nContent-Length: 10000000\r\n\r\n", "x"},
               {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", "1\r\nx\r\n"},
               {"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"}};
  for (const auto& row : cases) {
    RawClient client = Connect();
    RawClient other = Connect();
    ASSERT_TRUE(client.Send(row.begin));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (client.Send(row.drip) && std::chrono::steady_clock::now() < deadline) {
      EXPECT_EQ(other.Exchange(Post("echo", "x")).value_or(RawReply{}).body, "x");
    }
    EXPECT_LT(std::chrono::steady_clock::now(), deadline) << row.begin;
  }
}

TEST_F(HostileTest, ConnectionsThatAreClosedByHalvesEnd) {
  RawClient idle = Connect();
  RawClient after_one = Connect();
  RawClient in_head = Connect();
  RawClient in_steps = Connect();
  EXPECT_TRUE(after_one.Exchange(Post("echo", "x")));
  ASSERT_TRUE(in_head.Send("POST / HT"));
  ASSERT_TRUE(in_steps.Send(Post("wait", "")));
  while (dispatcher_.steps() == 0) std::this_thread::yield();
  for (RawClient* client : {&idle, &after_one, &in_head, &in_steps}) client->CloseSending();
  EXPECT_TRUE(idle.ReadsEnd());
  EXPECT_TRUE(after_one.ReadsEnd());
  EXPECT_TRUE(in_head.ReadsEnd());
  dispatcher_.Release();
  EXPECT_EQ(in_steps.ReadReply().value_or(RawReply{}).body, "released");
  EXPECT_TRUE(in_steps.ReadsEnd());
}

TEST_F(HostileTest, AClientThatReadsNoReplyTimesOut) {
  options_.limits.timer_tick = std::chrono::milliseconds(5);
  options_.limits.write_timeout = std::chrono::milliseconds(50);
  RawClient client = Connect();
  // Far more than the sockets' buffers hold.
  std::string requests;
  for (int i = 0; i < 10; ++i) requests += Post("large:10000000", "");
  ASSERT_TRUE(client.Send(requests));
  RawClient other = Connect();
  while (dispatcher_.requests() < 1) EXPECT_TRUE(other.Exchange("GET / HTTP/1.1\r\n\r\n"));
  const int requests_then = dispatcher_.requests();
  // The server gives up; what it had sent is all that there is.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(300);
  while (std::chrono::steady_clock::now() < deadline) EXPECT_TRUE(other.Exchange("GET / HTTP/1.1\r\n\r\n"));
  EXPECT_LT(client.ReadToEnd().size(), 100'000'000U);
  EXPECT_LE(dispatcher_.requests(), requests_then + 1);
}

TEST_F(HostileTest, BytesInFlightAreLimitedOverAllConnections) {
  options_.limits.bytes_in_flight_max = 1'000'000;
  std::vector<RawClient> holders;
  for (int i = 0; i < 2; ++i) {
    holders.push_back(Connect());
    // The rest never comes. "Continue" says that the server has counted it.
    ASSERT_TRUE(holders.back().Send(
        "POST / HTTP/1.1\r\nExpect: 100-continue\r\nX-Amz-Target: size\r\nContent-Length: 450000\r\n\r\n"));
    ASSERT_EQ(holders.back().ReadReply(false).value_or(RawReply{}).status, 100);
  }
  const std::string body(400'000, 'x');
  EXPECT_EQ(Ask(Post("size", body)).status, 503);
  EXPECT_EQ(Ask(Post("echo", "small ones pass")).body, "small ones pass");
  // What one gives back another may take.
  EXPECT_EQ(holders.front().Exchange(std::string(450'000, 'x')).value_or(RawReply{}).body, "450000");
  EXPECT_EQ(Ask(Post("size", body)).body, "400000");
}

TEST_F(HostileTest, WhoReadsNoReplyIsDroppedOnceOthersAreRefusedForIt) {
  options_.limits.bytes_in_flight_max = 5'000'000;
  SetPatience(std::chrono::milliseconds(20));
  RawClient reads_nothing = Connect();
  ASSERT_TRUE(reads_nothing.Send(Post("large:10000000", "")));
  while (dispatcher_.requests() < 1) std::this_thread::yield();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (Ask(Post("echo", "x")).status != 200 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  EXPECT_LT(std::chrono::steady_clock::now(), deadline);
  EXPECT_LT(reads_nothing.ReadToEnd().size(), 10'000'000U);
}

TEST_F(HostileTest, ASlowReaderIsWaitedForWhereThereIsRoom) {
  SetPatience(std::chrono::milliseconds(5));
  RawClient slow = Connect();
  ASSERT_TRUE(slow.Send(Post("large:10000000", "")));
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(100);
  while (std::chrono::steady_clock::now() < until) EXPECT_EQ(Ask(Post("echo", "x")).body, "x");
  EXPECT_EQ(slow.ReadReply().value_or(RawReply{}).body.size(), 10'000'000U);
}

TEST_F(HostileTest, RepliesThatNoOneReadsAreLimitedToo) {
  options_.limits.write_patience = std::chrono::minutes(1);
  options_.limits.bytes_in_flight_max = 5'000'000;
  RawClient reads_nothing = Connect();
  ASSERT_TRUE(reads_nothing.Send(Post("large:10000000", "")));
  while (dispatcher_.requests() < 1) std::this_thread::yield();
  RawClient other = Connect();
  EXPECT_EQ(other.Exchange(Post("echo", "x")).value_or(RawReply{}).status, 503);
  EXPECT_EQ(other.Exchange("GET / HTTP/1.1\r\n\r\n").value_or(RawReply{}).status, 200);
  EXPECT_EQ(reads_nothing.ReadReply().value_or(RawReply{}).body.size(), 10'000'000U);
  // What is given back is so right behind the last byte.
  while (other.Exchange(Post("echo", "x")).value_or(RawReply{}).status == 503) std::this_thread::yield();
  EXPECT_EQ(other.Exchange(Post("echo", "x")).value_or(RawReply{}).status, 200);
}

TEST_F(HostileTest, WhoReadsSlowlyHasTheTimeOfOneReply) {
  options_.limits.timer_tick = std::chrono::milliseconds(5);
  options_.limits.write_timeout = std::chrono::milliseconds(100);
  RawClient dripping = Connect();
  ASSERT_TRUE(dripping.Send(Post("large:40000000", "")));
  Drip(dripping);
  EXPECT_LT(dripping.ReadToEnd().size(), 40'000'000U);
}

TEST_F(HostileTest, WhoReadsSlowlyIsDroppedOnceOthersAreRefusedForIt) {
  options_.limits.bytes_in_flight_max = 5'000'000;
  SetPatience(std::chrono::milliseconds(20));
  RawClient dripping = Connect();
  ASSERT_TRUE(dripping.Send(Post("large:40000000", "")));
  Drip(dripping);
  EXPECT_LT(dripping.ReadToEnd().size(), 40'000'000U);
  EXPECT_EQ(Ask(Post("echo", "x")).body, "x");
}

TEST_F(HostileTest, LongRepliesAreSentByThoseThatGather) {
  RawClient holder = HoldTheStepThread();
  RawClient client = Connect();
  ASSERT_TRUE(client.Send(Post("large:100000", "")));
  while (dispatcher_.requests() < 2) std::this_thread::yield();
  EXPECT_EQ(Ask(Post("large:60000", "")).body.size(), 60'000U);
  EXPECT_FALSE(client.HasInput());
  dispatcher_.Release();
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body.size(), 100'000U);
  EXPECT_EQ(client.Exchange(Post("echo", "y")).value_or(RawReply{}).body, "y");
}

TEST_F(HostileTest, AGatheredReplyThatNoOneReadsHoldsNoTurn) {
  options_.limits.stepping_max = 1;
  for (const bool aborts : {false, true}) {
    const int requests = dispatcher_.requests();
    RawClient reads_nothing = Connect();
    ASSERT_TRUE(reads_nothing.Send(Post("gather:3:16000000", "")));
    while (dispatcher_.requests() == requests) std::this_thread::yield();
    if (aborts) reads_nothing.Abort();
    EXPECT_EQ(Ask(Post("steps:3", "")).body, "done");
  }
}

TEST_F(HostileTest, ThoseThatGatherRepliesTakeTurns) {
  options_.limits.stepping_max = 2;
  options_.limits.step_bytes = 0;  // they wait in steps
  std::vector<RawClient> holders;
  for (int i = 0; i < 2; ++i) {
    holders.push_back(Connect());
    ASSERT_TRUE(holders.back().Send(Post("wait", "")));
  }
  while (dispatcher_.requests() < 2) std::this_thread::yield();
  std::vector<RawClient> waiting;
  for (int i = 0; i < 20; ++i) {
    waiting.push_back(Connect());
    ASSERT_TRUE(waiting.back().Send(Post("steps:3", "")));
  }
  while (dispatcher_.requests() < 22) std::this_thread::yield();
  // What needs no steps does not wait.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Ask(Post("echo", "x")).body, "x");
  for (const RawClient& client : waiting) EXPECT_FALSE(client.HasInput());
  dispatcher_.Release();
  for (RawClient& client : holders) EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body, "released");
  for (RawClient& client : waiting) {
    EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body, "done");
    EXPECT_EQ(client.Exchange(Post("steps:2", "")).value_or(RawReply{}).body, "done");
  }
}

TEST_F(HostileTest, WhatTakesLongIsNotInTheWayOfWhatIsShort) {
  RawClient holder = HoldTheStepThread();
  // The one thread that serves is free, the one that gathers is not.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Ask(Post("echo", "x")).body, "x");
  EXPECT_FALSE(holder.HasInput());
  dispatcher_.Release();
  EXPECT_EQ(holder.ReadReply().value_or(RawReply{}).body, "released");
  EXPECT_EQ(holder.Exchange(Post("echo", "y")).value_or(RawReply{}).body, "y");
}

TEST_F(HostileTest, AStepThatFailsEndsItsConnectionAlone) {
  RawClient other = Connect();
  RawClient failing = Connect();
  ASSERT_TRUE(failing.Send(Post("throw", "")));
  EXPECT_TRUE(failing.ReadsEnd());
  EXPECT_EQ(other.Exchange(Post("steps:3", "")).value_or(RawReply{}).body, "done");
}

TEST_F(HostileTest, WhatIsGatheredIsLimitedOverAllConnections) {
  options_.limits.bytes_in_flight_max = 5'000'000;
  options_.limits.stepping_max = 1;
  options_.limits.step_bytes = 1'000;
  RawClient holder = Connect();
  ASSERT_TRUE(holder.Send(Post("wait", "")));
  // Its steps come to the limit.
  while (Ask(Post("echo", "x")).status != 503) std::this_thread::yield();
  dispatcher_.Release();
  EXPECT_EQ(holder.ReadReply().value_or(RawReply{}).body, "released");
  EXPECT_EQ(Ask(Post("echo", "x")).status, 200);
}

TEST_F(HostileTest, WhoseTurnComesWhileTooMuchIsInFlightComesAgain) {
  options_.limits.write_patience = std::chrono::minutes(1);
  options_.limits.bytes_in_flight_max = 5'000'000;
  options_.limits.stepping_max = 1;
  options_.limits.step_bytes = 0;
  options_.limits.crossing_item_bytes = 0;
  RawClient holder = Connect();
  ASSERT_TRUE(holder.Send(Post("wait", "")));
  while (dispatcher_.requests() < 1) std::this_thread::yield();
  RawClient waiting = Connect();
  ASSERT_TRUE(waiting.Send(Post("steps:1", "")));
  while (dispatcher_.requests() < 2) std::this_thread::yield();
  RawClient reads_nothing = Connect();
  ASSERT_TRUE(reads_nothing.Send(Post("large:10000000", "")));
  while (Ask(Post("echo", "x")).status != 503) std::this_thread::yield();
  dispatcher_.Release();
  EXPECT_EQ(holder.ReadReply().value_or(RawReply{}).body, "released");
  EXPECT_EQ(waiting.ReadReply().value_or(RawReply{}).status, 503);
  EXPECT_EQ(reads_nothing.ReadReply().value_or(RawReply{}).body.size(), 10'000'000U);
  while (waiting.Exchange(Post("steps:1", "")).value_or(RawReply{}).status == 503) std::this_thread::yield();
  EXPECT_EQ(waiting.Exchange(Post("steps:1", "")).value_or(RawReply{}).body, "done");
}

TEST_F(HostileTest, ManyIdleConnectionsHinderNoOne) {
  options_.threads = 2;
  constexpr std::size_t kIdle = 400;
  std::vector<RawClient> idle;
  idle.reserve(kIdle);
  for (std::size_t i = 0; i < kIdle; ++i) idle.push_back(Connect());
  for (RawClient& client : idle) ASSERT_TRUE(client.connected());
  EXPECT_EQ(Ask(Post("echo", "x")).body, "x");
  for (RawClient& client : idle) EXPECT_EQ(client.Exchange(Post("echo", "y")).value_or(RawReply{}).body, "y");
}

TEST_F(HostileTest, ConnectionsAboveTheLimitWaitForTheirTurn) {
  options_.limits.connections_max = 3;
  std::vector<RawClient> first;
  for (int i = 0; i < 3; ++i) {
    first.push_back(Connect());
    ASSERT_TRUE(first.back().Exchange(Post("echo", "x")));
  }
  RawClient fourth = Connect();
  ASSERT_TRUE(fourth.Send(Post("echo", "later")));
  EXPECT_EQ(first.back().Exchange(Post("echo", "x")).value_or(RawReply{}).body, "x");
  EXPECT_EQ(dispatcher_.requests(), 4);
  first.pop_back();
  EXPECT_EQ(fourth.ReadReply().value_or(RawReply{}).body, "later");
}

TEST_F(HostileTest, ResetsAreSurvived) {
  Start();
  for (int i = 0; i < 100; ++i) {
    RawClient client = Connect();
    ASSERT_TRUE(client.Send(i % 2 == 0 ? Post("large:1000000", "") + Post("steps:10", "") : "POST / HTTP/1.1\r\nCont"));
    client.Abort();
  }
  EXPECT_EQ(Ask(Post("echo", "x")).body, "x");
}

}  // namespace
}  // namespace tablerock
