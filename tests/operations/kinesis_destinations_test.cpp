// The states of Kinesis destinations and what they refuse; what is sent is tested in tests/deliveries.
#include <gtest/gtest.h>

#include <stdexcept>

#include "changes/delivery_lifecycle.h"
#include "operations/delete_table.h"
#include "operations/describe_kinesis_streaming_destination.h"
#include "operations/disable_kinesis_streaming_destination.h"
#include "operations/enable_kinesis_streaming_destination.h"
#include "operations/operation_fixture.h"
#include "operations/update_kinesis_streaming_destination.h"

namespace tablerock {
namespace {

using Status = DestinationStatus;
constexpr TimestampPrecision kMicros = TimestampPrecision::kMicrosecond;
constexpr TimestampPrecision kMillis = TimestampPrecision::kMillisecond;

const std::string kArn = "arn:aws:kinesis:us-east-1:123456789012:stream/changes";
const std::string kOther = "arn:aws:kinesis:us-east-1:123456789012:stream/others";
const std::string kState = "Table is not in a valid state to enable Kinesis Streaming Destination: ";
const std::string kEnableState =
    kState + "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.";
const std::string kDisableState = kState + "KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.";

class KinesisDestinationsTest : public OperationTest {
 protected:
  KinesisDestinationsTest() {
    clock_.Freeze();
    Open("http://127.0.0.1:1", 0);
  }

  void Open(const std::string& endpoint, std::int64_t transient_status_millis) {
    database_.reset();
    DatabaseOptions options;
    options.in_memory = true;
    options.kinesis_endpoint = endpoint;
    options.transient_status_millis = transient_status_millis;
    auto database = Database::Open(options, clock_, log_);
    if (!database) throw std::runtime_error(database.error().cause());
    database_ = std::move(*database);
    CreateTableWithKeys("ttt", "pk:S");
    clock_.Advance(transient_status_millis);
  }

  // "" or what the operation is refused with.
  std::string Enable(const std::string& arn = kArn, std::optional<TimestampPrecision> precision = {}) {
    const auto output = EnableKinesisStreamingDestination(*database_, context_, {"ttt", arn, precision});
    if (!output) return output.error().classic();
    EXPECT_EQ(output->destination_status, Status::kEnabling);
    EXPECT_EQ(output->precision, precision);
    return {};
  }
  std::string Disable(const std::string& arn = kArn, bool has_configuration = false) {
    const auto output = DisableKinesisStreamingDestination(*database_, context_, {"ttt", arn, has_configuration});
    if (!output) return output.error().classic();
    EXPECT_EQ(output->destination_status, Status::kDisabling);
    return {};
  }
  std::string Update(std::optional<TimestampPrecision> precision, const std::string& arn = kArn) {
    const auto output = UpdateKinesisStreamingDestination(*database_, context_, {"ttt", arn, precision});
    if (!output) return output.error().classic();
    EXPECT_EQ(output->destination_status, Status::kUpdating);
    return {};
  }
  std::vector<KinesisDestination> Describe() {
    const auto output = DescribeKinesisStreamingDestination(*database_, context_, {"ttt"});
    EXPECT_TRUE(output);
    return output->destinations;
  }
  std::vector<Status> Statuses() {
    std::vector<Status> statuses;
    for (const KinesisDestination& destination : Describe()) statuses.push_back(destination.status);
    return statuses;
  }
  // As what delivers does when all is sent.
  void FinishAll() {
    const auto deliveries = ListDeliveries(*database_);
    for (const Delivery& delivery : *deliveries) {
      if (!delivery.end_shard) continue;
      ASSERT_TRUE(FinishDelivery(*database_, delivery));
    }
  }
};

TEST_F(KinesisDestinationsTest, OneAtATimeIsActive) {
  EXPECT_TRUE(Describe().empty());
  EXPECT_EQ(Enable(), "");
  EXPECT_EQ(Enable(), kEnableState);
  EXPECT_EQ(Enable(kOther), kEnableState);
  EXPECT_EQ(Disable(kOther), kDisableState);
  EXPECT_EQ(Statuses(), (std::vector{Status::kActive}));

  EXPECT_EQ(Disable(kArn, true), "Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters");
  EXPECT_EQ(Disable(), "");
  EXPECT_EQ(Disable(), "") << "while it is DISABLING";
  EXPECT_EQ(Enable(), kEnableState);
  EXPECT_EQ(Statuses(), (std::vector{Status::kDisabling}));
  FinishAll();
  EXPECT_EQ(Disable(), kDisableState);

  EXPECT_EQ(Enable(kOther), "");
  EXPECT_EQ(Statuses(), (std::vector{Status::kActive, Status::kDisabled}));
  EXPECT_EQ(Describe()[0].stream_arn, kOther);
  EXPECT_EQ(Disable(kOther), "");
  FinishAll();
  EXPECT_EQ(Enable(), "");
  EXPECT_EQ(Statuses(), (std::vector{Status::kDisabled, Status::kActive})) << "its entry is used again";
}

TEST_F(KinesisDestinationsTest, TheLogIsWrittenWhileOneIsActive) {
  const auto writes_log = [&] { return database_->catalog().Find("", "ttt")->description().writes_change_log(); };
  EXPECT_FALSE(writes_log());
  EXPECT_EQ(Enable(), "");
  EXPECT_TRUE(writes_log());
  EXPECT_EQ(Disable(), "");
  EXPECT_FALSE(writes_log());
}

TEST_F(KinesisDestinationsTest, AnArnOfSomethingElseFails) {
  const std::string arn = "arn:aws:dynamodb:us-east-1:123456789012:table/other";
  EXPECT_EQ(Enable(arn), "");
  ASSERT_EQ(Statuses(), (std::vector{Status::kEnableFailed}));
  EXPECT_EQ(Describe()[0].status_description, "User does not have a permission to use kinesis stream");
  EXPECT_EQ(Disable(arn), kDisableState);
  EXPECT_EQ(Enable(), "") << "a failed one is in nobody's way";
  EXPECT_EQ(Statuses(), (std::vector{Status::kActive, Status::kEnableFailed}));
}

TEST_F(KinesisDestinationsTest, ThePrecisionIsOneThatTheDestinationDoesNotHave) {
  const std::string null =
      "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be "
      "null "
      "or contain only null values";
  EXPECT_EQ(Update({}), null);
  EXPECT_EQ(Update(kMicros),
            kState + "No streaming destination with streamArn: " + kArn + " found for table with tableName: ttt");
  EXPECT_EQ(Enable(), "");
  EXPECT_FALSE(Describe()[0].precision);
  const std::string uuid = database_->catalog().Find("", "ttt")->description().table_uuid;
  const std::string already = "Invalid Request: Precision is already set to the desired value of ";
  EXPECT_EQ(Update(kMillis), already + "MILLISECOND for tableId: " + uuid + ", kdsArn: " + kArn) << "if none is named";
  EXPECT_EQ(Update(kMicros), "");
  EXPECT_EQ(Describe()[0].precision, kMicros);
  EXPECT_EQ(ListDeliveries(*database_)->front().precision, kMicros);
  EXPECT_EQ(Update(kMicros), already + "MICROSECOND for tableId: " + uuid + ", kdsArn: " + kArn);

  EXPECT_EQ(Disable(), "");
  EXPECT_EQ(Update(kMillis), kState +
                                 "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE "
                                 "state. TableName: ttt, kdsArn: " +
                                 kArn);
  FinishAll();
  EXPECT_EQ(Enable(), "");
  EXPECT_FALSE(Describe()[0].precision) << "each enabling begins anew";
}

TEST_F(KinesisDestinationsTest, StatusesOnTheWayLastAsLongAsIsSet) {
  Open("http://127.0.0.1:1", 1'000);
  EXPECT_EQ(Enable(), "");
  EXPECT_EQ(Statuses(), (std::vector{Status::kEnabling}));
  EXPECT_EQ(Disable(), kDisableState);
  clock_.Advance(1'000);
  EXPECT_EQ(Statuses(), (std::vector{Status::kActive}));
  EXPECT_EQ(Update(kMicros), "");
  EXPECT_EQ(Statuses(), (std::vector{Status::kUpdating}));
  EXPECT_EQ(Describe()[0].precision, kMicros) << "shown already";
  EXPECT_EQ(Disable(), kDisableState);
  clock_.Advance(1'000);
  EXPECT_EQ(Disable(), "");
  FinishAll();
  EXPECT_EQ(Statuses(), (std::vector{Status::kDisabling}));
  clock_.Advance(1'000);
  EXPECT_EQ(Statuses(), (std::vector{Status::kDisabled}));
}

TEST_F(KinesisDestinationsTest, TheTableHasToBeThere) {
  for (const bool is_created : {false, true}) {
    Open("http://127.0.0.1:1", 1'000);
    if (is_created) CreateTableWithKeys("missing", "pk:S");  // CREATING, as the clock stands
    const std::string text = "Requested resource not found: Table: missing not found";
    EXPECT_EQ(EnableKinesisStreamingDestination(*database_, context_, {"missing", kArn, {}}).error().classic(), text);
    EXPECT_EQ(DisableKinesisStreamingDestination(*database_, context_, {"missing", kArn}).error().classic(), text);
    EXPECT_EQ(UpdateKinesisStreamingDestination(*database_, context_, {"missing", kArn, kMicros}).error().classic(),
              text);
    EXPECT_EQ(DescribeKinesisStreamingDestination(*database_, context_, {"missing"}).error().classic(), text);
  }
}

TEST_F(KinesisDestinationsTest, WithoutAnEndpointTheFlagIsNamed) {
  Open("", 0);
  EXPECT_NE(Enable().find("--kinesis-endpoint"), std::string::npos);
  EXPECT_TRUE(Describe().empty());
}

}  // namespace
}  // namespace tablerock
