// How requests arrive: whole, in pieces, in chunks, several at once, compressed, too large.
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "http_fixture.h"

namespace tablerock {
namespace {

using RequestTest = HttpTest;

std::string Compressed(const std::string& coding, const std::string& body) {
  std::string out(body.size() + 1'000, '\0');
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  const auto compress = coding == "gzip"   ? libdeflate_gzip_compress
                        : coding == "zlib" ? libdeflate_zlib_compress
                                           : libdeflate_deflate_compress;
  out.resize(compress(compressor, body.data(), body.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

TEST_F(RequestTest, KeepsTheConnection) {
  RawClient client = Connect();
  for (int i = 0; i < 50; ++i) {
    const std::string body(static_cast<std::size_t>(i * i * 10), 'x');
    const auto reply = client.Exchange(Post("echo", body));
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->body, body);
  }
}

TEST_F(RequestTest, ComesBeforeTheServerServes) {
  ListeningSockets sockets;
  ASSERT_EQ(sockets.Open("127.0.0.1", 0, log_), "");
  RawClient early(sockets.port());
  ASSERT_TRUE(early.Send(Post("echo", "early")));
  HttpServer server(dispatcher_, log_, options_);
  ASSERT_EQ(server.Start(std::move(sockets)), "");
  EXPECT_EQ(early.ReadReply().value_or(RawReply{}).body, "early");
}

TEST_F(RequestTest, ClosesTheConnectionWhereTheClientWantsIt) {
  RawClient client = Connect();
  const auto reply = client.Exchange(Post("echo", "x", "Connection: close\r\n"));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->header("connection"), "close");
  EXPECT_TRUE(client.ReadsEnd());

  RawClient old_client = Connect();
  const auto old_reply = old_client.Exchange("POST / HTTP/1.0\r\nX-Amz-Target: echo\r\nContent-Length: 1\r\n\r\nx");
  ASSERT_TRUE(old_reply);
  EXPECT_EQ(old_reply->header("connection"), "close");
  EXPECT_TRUE(old_client.ReadsEnd());
}

TEST_F(RequestTest, KeepsTheConnectionOfAnOldClientThatAsks) {
  RawClient client = Connect();
  const std::string request =
      "POST / HTTP/1.0\r\nX-Amz-Target: echo\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\nx";
  EXPECT_EQ(client.Exchange(request).value_or(RawReply{}).header("connection"), "keep-alive");
  EXPECT_EQ(client.Exchange(request).value_or(RawReply{}).body, "x");
}

TEST_F(RequestTest, ComesByteByByte) {
  RawClient client = Connect();
  for (const char byte : Post("echo", "slowly")) ASSERT_TRUE(client.Send({&byte, 1}));
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body, "slowly");
}

TEST_F(RequestTest, ComesInChunks) {
  RawClient client = Connect();
  const std::string head = "POST / HTTP/1.1\r\nX-Amz-Target: echo\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(client.Exchange(head + "3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: t\r\n\r\n").value_or(RawReply{}).body,
            "abc0123456789");
  EXPECT_EQ(client.Exchange(head + "0\r\n\r\n").value_or(RawReply{}).status, 200);
  const std::string large(300'000, 'y');
  EXPECT_EQ(client.Exchange(head + "493e0\r\n" + large + "\r\n0\r\n\r\n").value_or(RawReply{}).body, large);
}

TEST_F(RequestTest, SeveralAtOnceAreAnsweredInTheirOrder) {
  RawClient client = Connect();
  std::string requests;
  for (int i = 0; i < 200; ++i) {
    // Some in steps: the next one waits for its turn.
    requests += i % 7 == 3 ? Post("steps:3", "") : Post("echo", std::to_string(i));
  }
  ASSERT_TRUE(client.Send(requests));
  for (int i = 0; i < 200; ++i) {
    const auto reply = client.ReadReply();
    ASSERT_TRUE(reply) << i;
    EXPECT_EQ(reply->body, i % 7 == 3 ? "done" : std::to_string(i));
  }
}

TEST_F(RequestTest, IsAnsweredThoughTheClientSendsNoMore) {
  RawClient client = Connect();
  ASSERT_TRUE(client.Send(Post("echo", "one") + Post("steps:5", "") + Post("large:3000000", "")));
  client.CloseSending();
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body, "one");
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body, "done");
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).body.size(), 3'000'000U);
  EXPECT_TRUE(client.ReadsEnd());
}

TEST_F(RequestTest, EndsWithAConnectionCutInItsMiddle) {
  RawClient client = Connect();
  ASSERT_TRUE(client.Send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nabc"));
  client.CloseSending();
  EXPECT_TRUE(client.ReadsEnd());
  EXPECT_EQ(dispatcher_.requests(), 0);
}

TEST_F(RequestTest, IsContinuedWhereTheClientWaitsForThat) {
  RawClient client = Connect();
  ASSERT_TRUE(
      client.Send("POST / HTTP/1.1\r\nX-Amz-Target: echo\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"));
  const auto interim = client.ReadReply(false);
  ASSERT_TRUE(interim);
  EXPECT_EQ(interim->status, 100);
  EXPECT_EQ(client.Exchange("body").value_or(RawReply{}).body, "body");
  // The body came with its head: nothing to wait for.
  const auto reply = client.Exchange(Post("echo", "x", "Expect: 100-continue\r\n"));
  EXPECT_EQ(reply.value_or(RawReply{}).status, 200);
  // No body at all.
  EXPECT_EQ(client.Exchange(Post("echo", "", "Expect: 100-continue\r\n")).value_or(RawReply{}).status, 200);
}

TEST_F(RequestTest, IsNotContinuedWhereItIsTooLarge) {
  RawClient client = Connect();
  ASSERT_TRUE(client.Send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 16777217\r\n\r\n"));
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).status, 413);
}

TEST_F(RequestTest, HasUpTo16MB) {
  RawClient client = Connect();
  const std::string body(16'777'216, 'x');
  EXPECT_EQ(client.Exchange(Post("size", body)).value_or(RawReply{}).body, "16777216");
  // The connection goes on.
  EXPECT_EQ(client.Exchange(Post("echo", "small")).value_or(RawReply{}).body, "small");
}

TEST_F(RequestTest, AboveThatIsRefusedAndTheAnswerIsReadAfterAllIsSent) {
  const std::string body(20'000'000, 'x');
  for (int i = 0; i < 5; ++i) {
    RawClient client = Connect();
    ASSERT_TRUE(client.Send(Post("size", body)));
    const auto reply = client.ReadReply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 413);
    EXPECT_EQ(reply->header("connection"), "close");
    EXPECT_TRUE(client.ReadsEnd());
  }
  RawClient client = Connect();
  std::string chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 20; ++i) chunks += "F4240\r\n" + std::string(1'000'000, 'x') + "\r\n";
  ASSERT_TRUE(client.Send(chunks + "0\r\n\r\n"));
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).status, 413);
  EXPECT_EQ(dispatcher_.requests(), 0);
}

TEST_F(RequestTest, ComesCompressed) {
  RawClient client = Connect();
  std::string body;
  for (int i = 0; i < 20'000; ++i) body += std::to_string(i);
  using Case = std::pair<std::string, std::string>;
  for (const auto& [header, format] : {Case{"gzip", "gzip"}, Case{"GZIP", "gzip"}, Case{"x-gzip", "gzip"},
                                       Case{"deflate", "zlib"}, Case{"deflate", "raw"}}) {
    const auto post = Post("echo", Compressed(format, body), "Content-Encoding: " + header + "\r\n");
    EXPECT_EQ(client.Exchange(post).value_or(RawReply{}).body, body) << header << " " << format;
  }
  // A gzip body may be of several parts.
  const std::string parts = Compressed("gzip", "one") + Compressed("gzip", "") + Compressed("gzip", body);
  EXPECT_EQ(client.Exchange(Post("echo", parts, "Content-Encoding: gzip\r\n")).value_or(RawReply{}).body, "one" + body);
  EXPECT_EQ(client.Exchange(Post("echo", "{}", "Content-Encoding: identity\r\n")).value_or(RawReply{}).body, "{}");
}

TEST_F(RequestTest, HasUpTo16MBOnceInflated) {
  RawClient client = Connect();
  const auto ask = [&](const std::string& format, std::size_t size) {
    const std::string header = format == "gzip" ? "gzip" : "deflate";
    const auto post = Post("size", Compressed(format, std::string(size, 'x')), "Content-Encoding: " + header + "\r\n");
    return client.Exchange(post).value_or(RawReply{});
  };
  for (const std::string format : {"gzip", "zlib"}) {
    EXPECT_EQ(ask(format, 16'777'216).body, "16777216") << format;
    EXPECT_EQ(ask(format, 16'777'217).status, 413) << format;
    EXPECT_EQ(ask(format, 100'000'000).status, 413) << format;
  }
}

TEST_F(RequestTest, BadCompressionIsTheClientsError) {
  RawClient client = Connect();
  const std::string good = Compressed("gzip", std::string(10'000, 'x'));
  std::vector<std::string> bad = {good.substr(0, good.size() - 1), good.substr(1), good + "more", "", "\x1f\x8b"};
  for (std::size_t from_end = 1; from_end <= 8; ++from_end) {
    bad.push_back(good);  // a false checksum or size
    char& byte = bad.back()[good.size() - from_end];
    byte = static_cast<char>(byte ^ 0x55);
  }
  for (const std::string& body : bad) {
    const auto reply = client.Exchange(Post("size", body, "Content-Encoding: gzip\r\n"));
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 400);
    EXPECT_NE(reply->body.find("SerializationException"), std::string::npos);
  }
}

TEST_F(RequestTest, LongOnesLetOthersInBetween) {
  RawClient waiting = Connect();
  ASSERT_TRUE(waiting.Send(Post("wait", "")));
  // One thread serves both: this is answered while the other is being worked on.
  RawClient other = Connect();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(other.Exchange(Post("echo", "x")).value_or(RawReply{}).body, "x");
  dispatcher_.Release();
  EXPECT_EQ(waiting.ReadReply().value_or(RawReply{}).body, "released");
}

TEST_F(RequestTest, MayHaveALargeReplyReadSlowly) {
  RawClient slow = Connect();
  ASSERT_TRUE(slow.Send(Post("gather:1:16000000", "")));
  RawClient other = Connect();
  EXPECT_EQ(other.Exchange(Post("echo", "x")).value_or(RawReply{}).body, "x");
  EXPECT_TRUE(slow.ReadReply().value_or(RawReply{}).body == FakeDispatcher::Patterned(16'000'000));
  EXPECT_EQ(slow.Exchange(Post("echo", "y")).value_or(RawReply{}).body, "y");
}

TEST_F(RequestTest, ComesFromManyConnectionsOnSeveralThreads) {
  options_.threads = 3;
  Start();
  std::vector<std::thread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      RawClient client(server_->port());
      for (int j = 0; j < 200; ++j) {
        const std::string body = std::to_string(i) + ":" + std::to_string(j);
        if (client.Exchange(Post("echo", body)).value_or(RawReply{}).body == body) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 1'600);
}

}  // namespace
}  // namespace tablerock
