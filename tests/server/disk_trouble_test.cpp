// The program on a disk that is full, and on one that has rotted: its clients get errors for what was not done and
// answers to what can be read, its log says why, and what was acknowledged is there afterwards.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sys/resource.h>

#include "child_process.h"
#include "http/raw_client.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHeaders =
    "Content-Type: application/x-amz-json-1.0\r\nAuthorization: AWS4-HMAC-SHA256 "
    "Credential=writer/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0\r\n";
constexpr std::string_view kInternalError =
    R"({"__type":"com.amazonaws.dynamodb.v20120810#InternalServerError","message":"Internal server error"})";

std::string Key(int number) { return R"({"pk":{"S":")" + std::to_string(number) + R"("}})"; }
std::string Item(int number) {
  return R"({"g":{"S":"group"},"pk":{"S":")" + std::to_string(number) + R"("},"v":{"S":")" + std::string(1'000, 'x') +
         R"("}})";
}

std::size_t CountOf(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

class DiskTroubleTest : public ::testing::Test {
 protected:
  DiskTroubleTest() {
    Start();
    EXPECT_EQ(
        Ask("CreateTable",
            R"({"TableName":"ttt","BillingMode":"PAY_PER_REQUEST","KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],)"
            R"("AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"g","AttributeType":"S"}],)"
            R"("GlobalSecondaryIndexes":[{"IndexName":"by-g","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],)"
            R"("Projection":{"ProjectionType":"ALL"}}],)"
            R"("StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}})")
            .status,
        200);
  }

  void Start() {
    server_ = std::make_unique<ChildProcess>(
        std::vector<std::string>{"serve", "--data", data(), "--port", "0", "--threads", "2"});
    const std::string line = server_->ReadLine();
    port_ = static_cast<std::uint16_t>(std::stoi("0" + line.substr(line.rfind(':') + 1)));
  }
  // What it has written to standard error.
  std::string End() {
    server_->Signal(SIGTERM);
    EXPECT_EQ(server_->Wait(), 0) << server_->errors();
    return server_->errors();
  }

  RawReply Ask(std::string_view operation, std::string_view body) const {
    return RawClient(port_)
        .Exchange(Post("DynamoDB_20120810." + std::string(operation), body, kHeaders))
        .value_or(RawReply{});
  }
  RawReply Put(int number) const { return Ask("PutItem", R"({"TableName":"ttt","Item":)" + Item(number) + "}"); }
  RawReply Get(int number) const { return Ask("GetItem", R"({"TableName":"ttt","Key":)" + Key(number) + "}"); }
  void ExpectItems(int count) const {
    for (int number = 0; number < count; ++number) {
      ASSERT_TRUE(Get(number).body == R"({"Item":)" + Item(number) + "}") << number << " " << Get(number).status;
    }
  }
  static void ExpectRefused(const RawReply& reply) {
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body, kInternalError);
  }

  // No file of the server's can grow above that from now on: a disk without space, to it.
  void LimitFiles(rlim_t bytes) const {
    const rlimit limit{bytes, RLIM_INFINITY};
    ASSERT_EQ(::prlimit(server_->process(), RLIMIT_FSIZE, &limit, nullptr), 0);
  }

  // Of the engine: those of items, index entries and changes, not the small ones of the rest.
  std::vector<fs::path> LargeTables() const {
    std::vector<fs::path> tables;
    for (const auto& entry : fs::directory_iterator(data() + "/store")) {
      std::error_code gone;
      if (entry.path().extension() == ".sst" && entry.file_size(gone) > 100'000 && !gone)
        tables.push_back(entry.path());
    }
    return tables;
  }

  std::string data() const { return directory_.path() + "/data"; }

  TemporaryDirectory directory_;
  std::unique_ptr<ChildProcess> server_;
  std::uint16_t port_ = 0;
};

class FullDiskTest : public DiskTroubleTest, public ::testing::WithParamInterface<rlim_t> {};

TEST_P(FullDiskTest, RefusesWritesUntilThereIsSpaceAgain) {
  int acknowledged = 0;
  for (; acknowledged < 200; ++acknowledged) ASSERT_EQ(Put(acknowledged).status, 200);
  LimitFiles(GetParam());
  ExpectRefused(Put(acknowledged));
  ExpectRefused(Ask("TransactWriteItems",
                    R"({"TransactItems":[{"Put":{"TableName":"ttt","Item":)" + Item(acknowledged) + "}}]}"));
  ExpectRefused(
      Ask("BatchWriteItem", R"({"RequestItems":{"ttt":[{"PutRequest":{"Item":)" + Item(acknowledged) + "}}]}}"));
  ExpectRefused(Ask("DeleteItem", R"({"TableName":"ttt","Key":)" + Key(0) + "}"));
  ExpectRefused(Ask("DeleteTable", R"({"TableName":"ttt"})"));

  // So long that the background has tried in vain.
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(2'500);
  while (std::chrono::steady_clock::now() < until) ExpectItems(acknowledged);
  EXPECT_EQ(Get(acknowledged).body, "{}");
  ExpectRefused(Put(acknowledged));

  LimitFiles(RLIM_INFINITY);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (Put(acknowledged).status != 200 && std::chrono::steady_clock::now() < deadline) ExpectItems(acknowledged);
  ++acknowledged;
  for (int more = 0; more < 50; ++more, ++acknowledged) ASSERT_EQ(Put(acknowledged).status, 200);
  const std::string log = End();
  EXPECT_EQ(CountOf(log, "the disk does not take what is written"), 1U) << log;
  EXPECT_EQ(CountOf(log, "the disk takes writes again"), 1U) << log;
  EXPECT_GT(CountOf(log, "internal server error operation=PutItem"), 0U) << log;

  Start();
  ExpectItems(acknowledged);
  EXPECT_EQ(End(), "");
  ChildProcess check({"check", data()});
  EXPECT_EQ(check.Wait(), 0) << check.output();
}

// Of a disk with hardly any space, and of one on which the small is written and the large is not.
INSTANTIATE_TEST_SUITE_P(Limits, FullDiskTest, ::testing::Values(rlim_t{32} << 10U, rlim_t{80} << 10U),
                         [](const auto& test) { return std::to_string(test.param >> 10U) + "KB"; });

TEST_F(DiskTroubleTest, ReadsGoOnAroundARottenBlock) {
  constexpr int kItems = 200;
  for (int number = 0; number < kItems; ++number) ASSERT_EQ(Put(number).status, 200);
  // Once it is idle all is written out.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (LargeTables().size() < 3 && std::chrono::steady_clock::now() < deadline) ASSERT_EQ(Get(0).status, 200);
  EXPECT_EQ(End(), "");
  for (const fs::path& table : LargeTables()) {
    std::fstream file(table, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(fs::file_size(table) / 2));
    file.put('\0');
  }

  Start();
  int readable = 0;
  for (int number = 0; number < kItems; ++number) {
    const RawReply reply = Get(number);
    if (reply.status == 200) {
      EXPECT_TRUE(reply.body == R"({"Item":)" + Item(number) + "}") << number;
      ++readable;
    } else {
      ExpectRefused(reply);
    }
  }
  EXPECT_LT(readable, kItems);
  EXPECT_GT(readable, kItems / 2);
  ExpectRefused(Ask("Scan", R"({"TableName":"ttt"})"));
  EXPECT_EQ(Put(kItems).status, 200);
  EXPECT_EQ(Get(kItems).status, 200);
  const std::string log = End();
  EXPECT_GT(CountOf(log, "internal server error operation=GetItem cause=RocksDB: Corruption: block checksum mismatch"),
            0U)
      << log;
  ChildProcess check({"check", data()});
  EXPECT_EQ(check.Wait(), 1);
  EXPECT_NE(check.output().find("block checksum mismatch"), std::string::npos) << check.output();
}

}  // namespace
}  // namespace tablerock
