// The program is told to end while clients write: what it acknowledged is there when it starts again.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "child_process.h"
#include "http/raw_client.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

constexpr std::string_view kHeaders =
    "Content-Type: application/x-amz-json-1.0\r\nAuthorization: AWS4-HMAC-SHA256 "
    "Credential=writer/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n";

std::string Request(std::string_view operation, std::string_view body) {
  return Post("DynamoDB_20120810." + std::string(operation), body, kHeaders);
}

std::string Key(const std::string& text) { return R"({"pk":{"S":")" + text + R"("}})"; }
std::string Item(const std::string& key, std::size_t bytes) {
  return R"({"pk":{"S":")" + key + R"("},"g":{"S":"group"},"v":{"S":")" + std::string(bytes, 'x') + R"("}})";
}

std::string PutRequest(const std::string& key) {
  return Request("PutItem", R"({"TableName":"ttt","Item":)" + Item(key, 500) + "}");
}

// Adds one to the counter `counter`, and puts an item that is there if and only if that was done.
std::string TransactionRequest(const std::string& counter, const std::string& key) {
  return Request("TransactWriteItems",
                 R"({"TransactItems":[{"Update":{"TableName":"ttt","Key":)" + Key(counter) +
                     R"(,"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}},)"
                     R"({"Put":{"TableName":"ttt","Item":)" +
                     Item(key, 100) + "}}]}");
}

std::string BatchRequest(const std::string& key) {
  std::string puts;
  for (int i = 0; i < 10; ++i) {
    if (i > 0) puts += ",";
    puts.append(R"({"PutRequest":{"Item":)").append(Item(key + "-" + std::to_string(i), 2'000)).append("}}");
  }
  return Request("BatchWriteItem", R"({"RequestItems":{"ttt":[)" + puts + "]}}");
}

class StopUnderLoadTest : public ::testing::Test {
 protected:
  static constexpr int kWriters = 8;

  std::unique_ptr<ChildProcess> Start() {
    auto server = std::make_unique<ChildProcess>(
        std::vector<std::string>{"serve", "--data", directory_.path() + "/data", "--port", "0", "--threads", "2"});
    const std::string line = server->ReadLine();
    port_ = static_cast<std::uint16_t>(std::stoi("0" + line.substr(line.rfind(':') + 1)));
    return server;
  }

  // Writes until the server is gone; the number of writes that were acknowledged.
  int Write(int writer) {
    RawClient client(port_);
    const std::string prefix = std::to_string(writer) + "-";
    for (int i = 0;; ++i) {
      const std::string key = prefix + std::to_string(i);
      const std::string request = i % 3 == 0   ? PutRequest(key)
                                  : i % 3 == 1 ? TransactionRequest(prefix + "counter", key)
                                               : BatchRequest(key);
      const auto reply = client.Exchange(request);
      if (!reply || reply->status != 200) return i;
      ++acknowledged_;
    }
  }

  int Ask(std::string_view operation, std::string_view body) {
    return RawClient(port_).Exchange(Request(operation, body)).value_or(RawReply{}).status;
  }
  bool IsThere(RawClient& client, const std::string& key) {
    const auto reply = client.Exchange(
        Request("GetItem", R"({"TableName":"ttt","ProjectionExpression":"pk","Key":)" + Key(key) + "}"));
    return reply.value_or(RawReply{}).body == R"({"Item":)" + Key(key) + "}";
  }
  int Counter(RawClient& client, const std::string& key) {
    const auto reply =
        client.Exchange(Request("GetItem", R"({"TableName":"ttt","ProjectionExpression":"n","Key":)" + Key(key) + "}"));
    const std::string body = reply.value_or(RawReply{}).body;
    const std::size_t number = body.find(R"("N":")");
    return number == std::string::npos ? 0 : std::stoi(body.substr(number + 5));
  }
  // Of one writer, whose writes below `acknowledged` were; the next one may have been done or not.
  void Compare(int writer, int acknowledged) {
    RawClient client(port_);
    const std::string prefix = std::to_string(writer) + "-";
    int transactions = 0;
    for (int i = 0; i <= acknowledged; ++i) {
      const std::string key = prefix + std::to_string(i);
      const bool must_be_there = i < acknowledged;
      if (i % 3 == 2) {
        for (int member = 0; must_be_there && member < 10; ++member) {
          EXPECT_TRUE(IsThere(client, key + "-" + std::to_string(member))) << key << " " << member;
        }
        continue;
      }
      const bool there = IsThere(client, key);
      EXPECT_TRUE(there || !must_be_there) << key;
      if (i % 3 == 1 && there) ++transactions;
    }
    EXPECT_EQ(Counter(client, prefix + "counter"), transactions) << writer;
  }

  TemporaryDirectory directory_;
  std::uint16_t port_ = 0;
  std::atomic<int> acknowledged_{0};
};

TEST_F(StopUnderLoadTest, LosesNothingThatItAcknowledged) {
  auto server = Start();
  const std::string table =
      R"({"TableName":"ttt","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
      R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],)"
      R"("GlobalSecondaryIndexes":[{"IndexName":"by-g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
      R"("Projection":{"ProjectionType":"ALL"}}],)"
      R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})";
  constexpr int kRounds = 3;
  for (int round = 0; round < kRounds; ++round) {
    if (round > 0) {
      ASSERT_EQ(Ask("DeleteTable", R"({"TableName":"ttt"})"), 200);
    }
    ASSERT_EQ(Ask("CreateTable", table), 200);
    acknowledged_ = 0;
    std::vector<int> done(kWriters, 0);
    std::vector<std::thread> writers;
    writers.reserve(kWriters);
    for (int i = 0; i < kWriters; ++i) {
      writers.emplace_back([&, i] { done[static_cast<std::size_t>(i)] = Write(i); });
    }
    while (acknowledged_ < 1'000) std::this_thread::yield();
    const auto told = std::chrono::steady_clock::now();
    server->Signal(SIGTERM);
    EXPECT_EQ(server->Wait(), 0) << server->errors();
    const auto took =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - told).count();
    for (std::thread& writer : writers) writer.join();
    // The aim is 100 ms and the requests in flight; a busy machine, or a slow build, gets more.
    std::printf("ended after %lld ms, %d requests acknowledged\n", static_cast<long long>(took), acknowledged_.load());
    EXPECT_LT(took, 10'000);
    server = Start();
    for (int i = 0; i < kWriters; ++i) Compare(i, done[static_cast<std::size_t>(i)]);
  }
}

}  // namespace
}  // namespace tablerock
