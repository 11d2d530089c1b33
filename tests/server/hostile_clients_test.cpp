// The program among clients that mean ill: its memory stays bounded, and the others keep being served.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "child_process.h"
#include "http/raw_client.h"
#include "net/open_files.h"

namespace tablerock {
namespace {

// Sanitizers keep what is freed, and shadows of it. GCC has macros for them, clang answers a question.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kMeasuresMemory = false;
#elif defined(__has_feature)
constexpr bool kMeasuresMemory = !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer);
#else
constexpr bool kMeasuresMemory = true;
#endif

constexpr std::string_view kHeaders =
    "Content-Type: application/x-amz-json-1.0\r\nAuthorization: AWS4-HMAC-SHA256 "
    "Credential=hostile/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n";

std::string Request(std::string_view operation, std::string_view body) {
  return Post("DynamoDB_20120810." + std::string(operation), body, kHeaders);
}

std::string Repeated(std::string_view text, std::size_t bytes) {
  std::string repeated;
  repeated.reserve(bytes + text.size());
  while (repeated.size() < bytes) repeated += text;
  return repeated;
}

class HostileClientsTest : public ::testing::Test {
 protected:
  HostileClientsTest() : server_({"serve", "--in-memory", "--port", "0", "--threads", "2"}) {
    const std::string line = server_.ReadLine();
    port_ = static_cast<std::uint16_t>(std::stoi("0" + line.substr(line.rfind(':') + 1)));
    EXPECT_EQ(Ask("CreateTable",
                  R"({"TableName":"ttt","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk",)"
                  R"("KeyType":"HASH"}],"AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}]})"),
              200);
    EXPECT_EQ(Ask("PutItem", R"({"TableName":"ttt","Item":{"pk":{"S":"a"}}})"), 200);
  }

  RawClient Connect() const { return RawClient(port_); }
  int Ask(std::string_view operation, std::string_view body) const {
    return Connect().Exchange(Request(operation, body)).value_or(RawReply{}).status;
  }
  void ExpectService() const {
    for (int i = 0; i < 20; ++i) {
      const auto reply = Connect().Exchange(Request("GetItem", R"({"TableName":"ttt","Key":{"pk":{"S":"a"}}})"));
      ASSERT_EQ(reply.value_or(RawReply{}).body, R"({"Item":{"pk":{"S":"a"}}})");
    }
  }
  // Of the server's memory, in MB: the most that it was, and what it is now.
  std::size_t PeakMegabytes() const { return Status("VmHWM:"); }
  std::size_t Megabytes() const { return Status("VmRSS:"); }
  std::size_t OpenFiles() const {
    const std::filesystem::directory_iterator files("/proc/" + std::to_string(server_.process()) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
  }
  // Ends it in good order; that too must be possible.
  void ExpectGoodEnd() {
    server_.Signal(SIGTERM);
    EXPECT_EQ(server_.Wait(), 0) << server_.errors();
  }

 private:
  std::size_t Status(std::string_view field) const {
    std::ifstream status("/proc/" + std::to_string(server_.process()) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(field)) return std::stoul(line.substr(field.size())) / 1'024;
    }
    return 0;
  }

  ChildProcess server_;
  std::uint16_t port_ = 0;
};

TEST_F(HostileClientsTest, FiveThousandIdleConnectionsHinderNoOne) {
  constexpr std::size_t kConnections = 5'000;
  if (RaiseOpenFileLimit(kConnections + 100) < kConnections + 100) GTEST_SKIP() << "too few open files are allowed";
  const std::size_t before = Megabytes();
  std::vector<RawClient> idle;
  idle.reserve(kConnections);
  for (std::size_t i = 0; i < kConnections; ++i) {
    idle.push_back(Connect());
    ASSERT_TRUE(idle.back().connected()) << i;
    // Some are idle after a request, some in front of their first.
    if (i % 4 == 0) {
      ASSERT_TRUE(idle.back().Exchange(Request("ListTables", "{}"))) << i;
    }
  }
  ExpectService();
  RecordProperty("megabytes_more", std::to_string(Megabytes() - before));
  if (kMeasuresMemory) {
    EXPECT_LT(Megabytes() - before, 75U);
  }  // 15 KB each
  for (std::size_t i = 0; i < kConnections; i += 50) {
    EXPECT_EQ(idle[i].Exchange(Request("ListTables", "{}")).value_or(RawReply{}).status, 200) << i;
  }
  ExpectGoodEnd();
}

TEST_F(HostileClientsTest, SixteenMegabyteBodiesAtOnceAreHeldWithinTheLimit) {
  constexpr std::size_t kBodyBytes = 16'000'000;
  const std::string head = "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n" + std::string(kHeaders) +
                           "Content-Length: " + std::to_string(kBodyBytes) + "\r\n\r\n";
  const std::string begin = R"({"TableName":"ttt","Item":{"pk":{"S":")";
  const std::string end = R"("}}})";
  const std::string filler(kBodyBytes - begin.size() - end.size(), 'x');
  std::vector<RawClient> clients;
  clients.reserve(40);
  for (int i = 0; i < 40; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back().Send(head + begin + filler));
  }
  ExpectService();
  int too_many = 0;
  int read = 0;
  for (RawClient& client : clients) {
    (void)client.Send(end);
    const auto reply = client.ReadReply();
    ASSERT_TRUE(reply);
    if (reply->status == 503) {
      ++too_many;
    } else {
      EXPECT_EQ(reply->status, 400) << reply->body;
      ++read;
    }
  }
  // 256 MB in flight.
  EXPECT_EQ(read, 16);
  EXPECT_EQ(too_many, 24);
  if (kMeasuresMemory) {
    EXPECT_LT(PeakMegabytes(), 256U + 100U);
  }
  RecordProperty("megabytes_after", std::to_string(Megabytes()));
  ExpectService();
  ExpectGoodEnd();
}

TEST_F(HostileClientsTest, FloodsOfHeadersAreHeldWithinTheLimit) {
  constexpr std::size_t kClients = 1'000;
  if (RaiseOpenFileLimit(kClients + 100) < kClients + 100) GTEST_SKIP() << "too few open files are allowed";
  const std::string flood = "POST / HTTP/1.1\r\n" + Repeated("X-Header: value\r\n", 60'000);
  std::vector<RawClient> clients;
  clients.reserve(kClients);
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back().Send(flood));
  }
  ExpectService();
  if (kMeasuresMemory) {
    EXPECT_LT(PeakMegabytes(), 256U);
  }
  for (RawClient& client : clients) {
    (void)client.Send("X-Last: " + std::string(10'000, 'x') + "\r\n\r\n");
    EXPECT_EQ(client.ReadReply().value_or(RawReply{}).status, 431);
  }
  ExpectService();
  ExpectGoodEnd();
}

TEST_F(HostileClientsTest, SlowSendersHinderNoOne) {
  constexpr std::size_t kClients = 1'500;
  if (RaiseOpenFileLimit(kClients + 100) < kClients + 100) GTEST_SKIP() << "too few open files are allowed";
  const std::string head = "POST / HTTP/1.1\r\nX-Amz-Target: DynamoDB_20120810.PutItem\r\n" + std::string(kHeaders);
  const struct {
    std::string begin;
    std::string drip;
  } kinds[] = {{head, "X"},
               {head + "Content-Length: 100000\r\n\r\n{", " "},
               {head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n{\r\n"}};
  std::vector<RawClient> clients;
  clients.reserve(kClients);
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back().Send(kinds[i % 3].begin)) << i;
  }
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 0; i < kClients; ++i) ASSERT_TRUE(clients[i].Send(kinds[i % 3].drip)) << i;
    ExpectService();
  }
  for (const RawClient& client : clients) ASSERT_FALSE(client.HasInput()) << "refused";
  if (kMeasuresMemory) {
    EXPECT_LT(PeakMegabytes(), 100U);
  }
  RecordProperty("peak_megabytes", std::to_string(PeakMegabytes()));
  ExpectGoodEnd();  // waits for none of them
}

TEST_F(HostileClientsTest, ConnectionsThatAreClosedByHalvesLeaveNothingBehind) {
  const std::string get = Request("GetItem", R"({"TableName":"ttt","Key":{"pk":{"S":"a"}}})");
  const std::size_t before = OpenFiles();
  std::vector<RawClient> clients;
  for (int i = 0; i < 900; ++i) {
    RawClient& client = clients.emplace_back(Connect());
    // A whole request, half of one, or none.
    if (i % 3 < 2) {
      ASSERT_TRUE(client.Send(i % 3 == 0 ? get : get.substr(0, get.size() - 10)));
    }
    client.CloseSending();
  }
  ExpectService();
  for (std::size_t i = 0; i < clients.size(); ++i) {
    if (i % 3 == 0) {
      EXPECT_EQ(clients[i].ReadReply().value_or(RawReply{}).body, R"({"Item":{"pk":{"S":"a"}}})");
    }
    EXPECT_TRUE(clients[i].ReadsEnd()) << i;
  }
  // Of the last ones the server may yet have to see that they are gone.
  clients.clear();
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (OpenFiles() > before && std::chrono::steady_clock::now() < deadline) ExpectService();
  EXPECT_LE(OpenFiles(), before);
  ExpectGoodEnd();
}

TEST_F(HostileClientsTest, DeepNestingIsRefusedInBoundedTimeAndMemory) {
  constexpr std::size_t kBytes = 15'000'000;
  const std::string put = R"({"TableName":"ttt","Item":{"pk":{"S":"b"},"deep":)";
  const std::string expression =
      R"({"TableName":"ttt","ExpressionAttributeValues":{":v":{"S":"b"}},"FilterExpression":")";
  const struct {
    const char* operation;
    std::string body;
  } cases[] = {
      {"PutItem", Repeated("[", kBytes)},
      {"PutItem", Repeated(R"({"a":)", kBytes)},
      {"PutItem", put + Repeated(R"({"L":[)", kBytes)},
      {"PutItem", put + Repeated(R"({"M":{"a":)", kBytes)},
      {"PutItem", put + R"({"unknown":)" + Repeated("[", kBytes)},
      {"Scan", expression + Repeated("(", kBytes) + R"("})"},
      {"Scan", expression + Repeated("(", 4'000) + R"("})"},
      {"Scan", expression + Repeated("NOT ", 4'000) + R"(a = :v"})"},
      {"Scan", expression + "a" + Repeated("[0]", 4'000) + R"( = :v"})"},
      {"Scan", expression + "a" + Repeated(".a", 4'000) + R"( = :v"})"},
      {"ExecuteStatement", R"({"Statement":"SELECT * FROM ttt WHERE )" + Repeated("(", 8'000) + R"("})"},
      {"ExecuteStatement", R"({"Statement":"SELECT * FROM ttt WHERE a = )" + Repeated("[", 8'000) + R"("})"},
      {"ExecuteStatement", R"({"Statement":"SELECT * FROM ttt WHERE )" + Repeated("NOT ", 8'000) + R"("})"},
  };
  for (const auto& row : cases) {
    EXPECT_EQ(Ask(row.operation, row.body), 400) << row.operation << " " << row.body.substr(0, 100);
    ExpectService();
  }
  if (kMeasuresMemory) {
    EXPECT_LT(PeakMegabytes(), 256U);
  }
  ExpectGoodEnd();
}

TEST_F(HostileClientsTest, RepliesThatNoOneReadsAreHeldWithinTheLimit) {
  constexpr std::size_t kClients = 1'000;
  if (RaiseOpenFileLimit(kClients + 100) < kClients + 100) GTEST_SKIP() << "too few open files are allowed";
  for (int i = 0; i < 50; ++i) {
    ASSERT_EQ(Ask("PutItem", R"({"TableName":"ttt","Item":{"pk":{"S":")" + std::to_string(i) + R"("},"v":{"S":")" +
                                 std::string(300'000, 'x') + R"("}}})"),
              200);
  }
  std::string keys;
  for (int i = 0; i < 50; ++i) {
    if (i > 0) keys += ",";
    keys.append(R"({"pk":{"S":")").append(std::to_string(i)).append(R"("}})");
  }
  const std::string request = Request("BatchGetItem", R"({"RequestItems":{"ttt":{"Keys":[)" + keys + "]}}}");  // 15 MB
  std::vector<RawClient> clients;
  clients.reserve(kClients);
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(Connect());
    ASSERT_TRUE(clients.back().Send(request));
  }
  const auto health = Connect().Exchange("GET / HTTP/1.1\r\n\r\n");
  EXPECT_EQ(health.value_or(RawReply{}).status, 200);
  // The others are served, though some of their tries are refused, before anyone has read.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (int i = 0; i < 20; ++i) {
    int status = 0;
    while ((status = Ask("ListTables", "{}")) == 503 && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::yield();
    }
    ASSERT_EQ(status, 200);
  }
  // What is in flight; what four requests of each of two threads gather, in a list that doubles; the items themselves.
  if (kMeasuresMemory) {
    EXPECT_LT(PeakMegabytes(), 256U + 2U * 4U * (16U + 32U) + 100U);
  }
  RecordProperty("peak_megabytes", std::to_string(PeakMegabytes()));
  ExpectGoodEnd();
}

}  // namespace
}  // namespace tablerock
