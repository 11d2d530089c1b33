#include "functions/event_writer.h"

#include <gtest/gtest.h>

#include "functions/follower_fixture.h"

namespace tablerock {
namespace {

TEST_F(FollowerTest, TheEventIsLambdas) {
  clock_.Freeze();
  clock_.Set(1'700'000'000'789);
  CreateStreamTable();
  const std::string label = database_->catalog().Find("", "ttt")->description().latest_stream_label;
  Follow({{"Region", "eu-central-1"}, {"Account", "123456789012"}});
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"S":"1"},"n":{"N":"1"}})");
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"S":"1"},"n":{"N":"2"}})");
  const auto event = ParseDocument(Step().front().event);
  ASSERT_TRUE(event);
  ASSERT_EQ(event->size(), 1U);
  ASSERT_EQ(event->at("Records").size(), 2U);
  Document record = event->at("Records").at(1);
  EXPECT_EQ(record["eventID"].get<std::string>().size(), 32U);
  EXPECT_EQ(record["dynamodb"]["SequenceNumber"].get<std::string>().size(), 21U);
  record.erase("eventID");
  record["dynamodb"].erase("SequenceNumber");
  const auto expected = Document::parse(R"({
    "eventName": "MODIFY", "eventVersion": "1.1", "eventSource": "aws:dynamodb", "awsRegion": "eu-central-1",
    "dynamodb": {"ApproximateCreationDateTime": 1700000000,
                 "Keys": {"pk": {"S": "a"}, "sk": {"S": "1"}},
                 "NewImage": {"pk": {"S": "a"}, "sk": {"S": "1"}, "n": {"N": "2"}},
                 "OldImage": {"pk": {"S": "a"}, "sk": {"S": "1"}, "n": {"N": "1"}},
                 "SizeBytes": 24, "StreamViewType": "NEW_AND_OLD_IMAGES"}})");
  EXPECT_EQ(record["eventSourceARN"], "arn:aws:dynamodb:eu-central-1:123456789012:table/ttt/stream/" + label);
  record.erase("eventSourceARN");
  EXPECT_EQ(record, expected) << record;
  EXPECT_FALSE(event->at("Records").at(0).at("dynamodb").contains("OldImage"));
}

TEST(EventWriterTest, ARemovalByExpirySaysSoInLambdasCase) {
  const Item key = ItemOf(R"({"pk":{"S":"a"}})");
  StreamRecord record;
  record.change.event = ChangeEvent::kRemove;
  record.change.origin = ChangeOrigin::kExpiry;
  record.change.keys = key;
  const auto json = ParseDocument(ToEventRecord(record, {}).json);
  ASSERT_TRUE(json);
  EXPECT_EQ(json->at("userIdentity"),
            Document::parse(R"({"type": "Service", "principalId": "dynamodb.amazonaws.com"})"));
}

}  // namespace
}  // namespace tablerock
