// The whole of it in one process: the thread, HTTP, the catalog.
#include "deliveries/delivery_service.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "deliveries/put_records_server.h"
#include "operations/disable_kinesis_streaming_destination.h"
#include "operations/enable_kinesis_streaming_destination.h"
#include "operations/operation_fixture.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

constexpr const char* kArn = "arn:aws:kinesis:eu-west-3:123456789012:stream/changes";

class DeliveryServiceTest : public OperationTest {
 protected:
  DeliveryServiceTest() {
    Restart(server_.url());
    CreateTableWithKeys("ttt", "pk:S");
  }
  ~DeliveryServiceTest() override { service_.reset(); }

  void Restart(const std::string& endpoint) {
    service_.reset();
    database_.reset();
    DatabaseOptions options;
    options.data_directory = directory_.path();
    options.kinesis_endpoint = endpoint;
    auto database = Database::Open(options, clock_, quiet_);
    if (!database) throw std::runtime_error(database.error().cause());
    database_ = std::move(*database);
    service_ = std::make_unique<DeliveryService>(*database_);
    const auto started = service_->Start();
    ASSERT_TRUE(started) << started.error().classic();
  }

  void Enable() {
    const auto output = EnableKinesisStreamingDestination(*database_, context_, {"ttt", kArn, std::nullopt});
    ASSERT_TRUE(output) << output.error().classic();
  }
  DestinationStatus Disable() {
    const auto output = DisableKinesisStreamingDestination(*database_, context_, {"ttt", kArn, false});
    EXPECT_TRUE(output) << output.error().classic();
    return status();
  }
  DestinationStatus status() {
    return database_->catalog().Find("", "ttt")->description().kinesis_destinations.at(0).status;
  }
  void PutKeys(int from, int to) {
    for (int i = from; i < to; ++i) Put("ttt", R"({"pk":{"S":")" + std::to_string(i) + R"("}})");
  }
  bool AwaitTaken(std::size_t count) {
    return server_.Await([&](const PutRecordsServer& server) { return server.taken().size() >= count; });
  }
  // Waits on the signal that a change of the table rings.
  bool AwaitDisabled() {
    const auto end = SteadyClock::now() + std::chrono::seconds(30);
    for (;;) {
      const std::uint64_t rings = database_->change_signal().rings();
      if (status() == DestinationStatus::kDisabled) return true;
      if (SteadyClock::now() >= end) return false;
      database_->change_signal().WaitUntil(rings, end);
    }
  }

  Log quiet_{LogLevel::kError, LogFormat::kText, [](std::string_view) {}};
  TemporaryDirectory directory_;
  PutRecordsServer server_;
  std::unique_ptr<DeliveryService> service_;
};

TEST_F(DeliveryServiceTest, SendsChangesAsTheyCome) {
  Enable();
  PutKeys(0, 20);
  ASSERT_TRUE(AwaitTaken(20));
  service_->Stop();
  EXPECT_EQ(server_.taken().size(), 20U);
  const std::string& request = server_.requests().front();
  EXPECT_TRUE(request.starts_with("POST / HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("X-Amz-Target: Kinesis_20131202.PutRecords\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find("Content-Type: application/x-amz-json-1.1\r\n"), std::string::npos) << request;
  EXPECT_NE(request.find("/eu-west-3/kinesis/aws4_request"), std::string::npos) << request;
  const Document body = Document::parse(request.substr(request.find("\r\n\r\n")));
  EXPECT_EQ(body["StreamARN"], kArn);
  EXPECT_EQ(body["StreamName"], "changes");
}

TEST_F(DeliveryServiceTest, SendsAgainWhatWasNotTaken) {
  server_.RefuseSome();
  Enable();
  PutKeys(0, 30);
  EXPECT_TRUE(AwaitTaken(30));
}

TEST_F(DeliveryServiceTest, GoesOnAfterARestart) {
  Enable();
  PutKeys(0, 5);
  ASSERT_TRUE(AwaitTaken(5));
  server_.AnswerWith(400);
  PutKeys(5, 10);
  ASSERT_TRUE(server_.Await([](const PutRecordsServer& server) { return server.requests().size() > 5; }));
  Restart(server_.url());
  server_.AnswerWith(0);
  PutKeys(10, 15);
  EXPECT_TRUE(server_.Await([](const PutRecordsServer& server) {
    std::map<std::string, int> keys;
    for (const Document& record : server.taken()) ++keys[record["dynamodb"]["Keys"]["pk"]["S"].get<std::string>()];
    return keys.size() == 15;
  }));
}

TEST_F(DeliveryServiceTest, DisablesOnceEverythingIsSent) {
  Enable();
  PutKeys(0, 10);
  Disable();
  EXPECT_TRUE(AwaitDisabled());
  EXPECT_EQ(server_.taken().size(), 10U);
  EXPECT_TRUE(ListDeliveries(*database_)->empty());
}

TEST_F(DeliveryServiceTest, WithoutAnEndpointChangesWaitAndDisablingIsAtOnce) {
  server_.AnswerWith(500);
  Enable();
  PutKeys(0, 3);
  Restart("");
  PutKeys(3, 5);
  EXPECT_EQ(status(), DestinationStatus::kActive);
  server_.AnswerWith(0);
  Restart(server_.url());
  EXPECT_TRUE(AwaitTaken(5));
  Restart("");
  EXPECT_EQ(Disable(), DestinationStatus::kDisabled);
}

TEST_F(DeliveryServiceTest, AnEndpointThatIsNoUrlIsRefused) {
  DatabaseOptions options;
  options.in_memory = true;
  options.kinesis_endpoint = "https://kinesis.eu-west-3.amazonaws.com";
  const auto database = Database::Open(options, clock_, quiet_);
  const auto started = DeliveryService(**database).Start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().classic().find(options.kinesis_endpoint), std::string::npos);
}

}  // namespace
}  // namespace tablerock
