// What a reply consists of, and what is answered without the dispatcher.
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <set>
#include <string>

#include "http/http_date.h"
#include "http_fixture.h"

namespace tablerock {
namespace {

using ReplyTest = HttpTest;

TEST_F(ReplyTest, CarriesTheHeadersOfTheService) {
  const RawReply reply = Ask(Post("echo", "{\"a\":1}"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "{\"a\":1}");
  EXPECT_EQ(reply.header("content-type"), "application/x-amz-json-1.0");
  EXPECT_EQ(reply.header("content-length"), "7");
  EXPECT_EQ(reply.header("server"), "Server");
  EXPECT_EQ(reply.header("connection"), "keep-alive");
  EXPECT_EQ(reply.header("x-amz-crc32"), std::to_string(PlainCrc32(reply.body)));
  EXPECT_TRUE(reply.header("date").ends_with(" GMT")) << reply.head;
  EXPECT_EQ(reply.header("content-encoding"), "");
  EXPECT_EQ(reply.header("access-control-allow-origin"), "");
}

TEST_F(ReplyTest, HasAnIdOf52UpperCaseCharactersOfItsOwn) {
  RawClient client = Connect();
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const auto reply = client.Exchange(Post("echo", ""));
    ASSERT_TRUE(reply);
    const std::string id = reply->header("x-amzn-requestid");
    EXPECT_EQ(id.size(), 52U);
    EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos) << id;
    ids.insert(id);
  }
  EXPECT_EQ(ids.size(), 100U);
}

TEST_F(ReplyTest, PassesOnTheDispatchersStatus) { EXPECT_EQ(Ask(Post("error", "")).status, 400); }

TEST_F(ReplyTest, GivesTheDispatcherTheParts) {
  const RawReply reply =
      Ask("POST /ns/one?X-Amz-Algorithm=a HTTP/1.1\r\nhost: h:1\r\nx-amz-TARGET: describe\r\nAuthorization: who\r\n"
          "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(reply.body, "POST\n/ns/one\nX-Amz-Algorithm=a\nwho\napplication/json\nh:1\n{}\n");
}

TEST_F(ReplyTest, UnderstandsAbsoluteTargets) {
  const std::string rest = " HTTP/1.1\r\nHost: h\r\nX-Amz-Target: describe\r\n\r\n";
  const std::string host = "dynamodb.us-east-1.amazonaws.com";
  EXPECT_EQ(Ask("POST http://" + host + "/a?b" + rest).body, "POST\n/a\nb\n\n\n" + host + "\n\n");
  EXPECT_EQ(Ask("POST HTTP://" + host + rest).body, "POST\n/\n\n\n\n" + host + "\n\n");
  EXPECT_EQ(Ask("POST http://" + host + "?b" + rest).body, "POST\n/\nb\n\n\n" + host + "\n\n");
}

TEST_F(ReplyTest, SaysThatItIsHealthy) {
  const std::string healthy = "healthy: dynamodb.us-east-1.amazonaws.com ";
  for (const std::string path : {"/", "/health", "/ns/one", "/?x=y", "http://dynamodb.us-east-1.amazonaws.com/"}) {
    const RawReply reply = Ask("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(reply.status, 200) << path;
    EXPECT_EQ(reply.body, healthy) << path;
    EXPECT_EQ(reply.header("x-amz-crc32"), "3128867991");
  }
  EXPECT_EQ(dispatcher_.requests(), 0);

  RawClient client = Connect();
  ASSERT_TRUE(client.Send("HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"));
  const auto reply = client.ReadReply(false);
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->header("content-length"), "42");
  // No body came with it: the next reply begins right behind.
  EXPECT_EQ(client.Exchange(Post("echo", "x")).value_or(RawReply{}).body, "x");
}

TEST_F(ReplyTest, AnswersOtherMethodsAndPathsAsTheServiceDoes) {
  for (const std::string request : {"GET /other", "PUT /", "DELETE /x", "TRACE /", "BREW /"}) {
    const RawReply reply = Ask(request + " HTTP/1.1\r\nHost: h\r\n\r\n");
    EXPECT_EQ(reply.status, 404) << request;
    EXPECT_EQ(reply.body, "<UnknownOperationException/>\n") << request;
    EXPECT_EQ(reply.header("x-amz-crc32"), "3552371480");
  }
  EXPECT_EQ(dispatcher_.requests(), 0);
}

TEST_F(ReplyTest, RefusesTunnelsWithAReason) {
  const RawReply reply = Ask("CONNECT dynamodb.us-east-1.amazonaws.com:443 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_NE(reply.body.find("plain http only"), std::string::npos);
  EXPECT_EQ(reply.header("allow"), "POST, GET, HEAD, OPTIONS");
}

TEST_F(ReplyTest, LetsWebPagesAsk) {
  const RawReply preflight =
      Ask("OPTIONS / HTTP/1.1\r\nHost: h\r\nOrigin: http://localhost:3000\r\nAccess-Control-Request-Method: POST\r\n"
          "Access-Control-Request-Headers: x-amz-target,authorization\r\n"
          "Access-Control-Request-Private-Network: true\r\n\r\n");
  EXPECT_EQ(preflight.status, 200);
  EXPECT_EQ(preflight.body, "");
  EXPECT_EQ(preflight.header("access-control-allow-origin"), "*");
  EXPECT_EQ(preflight.header("access-control-allow-methods"), "POST");
  EXPECT_EQ(preflight.header("access-control-allow-headers"), "x-amz-target,authorization");
  EXPECT_EQ(preflight.header("access-control-max-age"), "172800");
  EXPECT_EQ(preflight.header("access-control-allow-private-network"), "true");
  EXPECT_EQ(dispatcher_.requests(), 0);

  const RawReply reply = Ask(Post("echo", "", "Origin: http://localhost:3000\r\n"));
  EXPECT_EQ(reply.header("access-control-allow-origin"), "*");
  EXPECT_NE(reply.header("access-control-expose-headers").find("x-amz-crc32"), std::string::npos);
  EXPECT_NE(reply.header("access-control-expose-headers").find("x-amzn-RequestId"), std::string::npos);
}

TEST_F(ReplyTest, LetsOnlyListedWebPagesAskWhereThereIsAList) {
  options_.cors_origins = "http://localhost:3000, https://app.example/";
  const auto origin_allowed = [&](const std::string& origin) {
    return Ask(Post("echo", "", "Origin: " + origin + "\r\n")).header("access-control-allow-origin");
  };
  EXPECT_EQ(origin_allowed("https://app.example"), "https://app.example");
  EXPECT_EQ(origin_allowed("http://localhost:3000"), "http://localhost:3000");
  EXPECT_EQ(origin_allowed("https://evil.example"), "");
}

// Replies as the client reads them, for an Accept-Encoding.
std::string Inflated(const RawReply& reply, std::size_t size) {
  std::string body(size, '\0');
  libdeflate_decompressor* decompressor = libdeflate_alloc_decompressor();
  const auto inflate =
      reply.header("content-encoding") == "gzip" ? libdeflate_gzip_decompress : libdeflate_zlib_decompress;
  const auto result = inflate(decompressor, reply.body.data(), reply.body.size(), body.data(), body.size(), nullptr);
  libdeflate_free_decompressor(decompressor);
  return result == LIBDEFLATE_SUCCESS ? body : "bad data";
}

TEST_F(ReplyTest, IsCompressedWhereTheClientAcceptsIt) {
  struct Case {
    std::string accept;
    std::string coding;
  };
  const std::string large(100'000, 'x');
  for (const auto& [accept, coding] :
       {Case{"gzip", "gzip"}, Case{"deflate", "deflate"}, Case{"gzip, deflate, br", "gzip"},
        Case{"deflate;q=0.5, GZIP;q=1.0", "gzip"}, Case{"gzip;q=0, deflate", "deflate"}, Case{"br", ""},
        Case{"identity", ""}, Case{"gzip;q=0.0", ""}, Case{"", ""}}) {
    const RawReply reply = Ask(Post("large:100000", "", "Accept-Encoding: " + accept + "\r\n"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.header("content-encoding"), coding) << accept;
    // Of the bytes that were sent.
    EXPECT_EQ(reply.header("x-amz-crc32"), std::to_string(PlainCrc32(reply.body))) << accept;
    EXPECT_EQ(coding.empty() ? reply.body : Inflated(reply, large.size()), large) << accept;
    if (!coding.empty()) {
      EXPECT_LT(reply.body.size(), 5'000U);
    }
  }
}

TEST_F(ReplyTest, IsTheSameWhenItWasGathered) {
  const std::string gathered = FakeDispatcher::Patterned(300'000);
  RawClient client = Connect();
  for (const std::string coding : {"gzip", "deflate", ""}) {
    for (const char* target : {"gather:1:300000", "gather:2:300000", "gather:20:300000"}) {
      const auto reply = client.Exchange(Post(target, "", "Accept-Encoding: " + coding + "\r\n"));
      ASSERT_TRUE(reply) << target;
      EXPECT_EQ(reply->header("content-encoding"), coding) << target;
      EXPECT_EQ(reply->header("x-amz-crc32"), std::to_string(PlainCrc32(reply->body))) << target;
      EXPECT_TRUE(reply->header("date").ends_with(" GMT")) << reply->head;
      EXPECT_TRUE((coding.empty() ? reply->body : Inflated(*reply, gathered.size())) == gathered) << target;
    }
  }
  ASSERT_TRUE(client.Send(Post("gather:2:300000", "", "Connection: close\r\n")));
  EXPECT_EQ(client.ReadReply().value_or(RawReply{}).header("connection"), "close");
  EXPECT_TRUE(client.ReadsEnd());
}

TEST_F(ReplyTest, IsNotCompressedUpTo4KB) {
  EXPECT_EQ(Ask(Post("large:4096", "", "Accept-Encoding: gzip\r\n")).header("content-encoding"), "");
  EXPECT_EQ(Ask(Post("large:4097", "", "Accept-Encoding: gzip\r\n")).header("content-encoding"), "gzip");
}

TEST(HttpDateTest, IsAsTheStandardSays) {
  EXPECT_EQ(FormatHttpDate(784'111'777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(FormatHttpDate(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace tablerock
