#include "deliveries/delivery_record.h"

#include <gtest/gtest.h>

#include "deliveries/delivery_fixture.h"

namespace tablerock {
namespace {

class DeliveryRecordTest : public OperationTest {
 protected:
  // A change of {"pk": pk} in the 6th place of its millisecond.
  StreamRecord ChangeOf(std::string_view pk) {
    keys_ = ItemOf(R"({"pk":{"S":")" + std::string(pk) + R"("}})");
    StreamRecord record;
    record.stored.number = FirstSequenceNumberAt(1'732'284'000'123) + 5;
    record.change.event = ChangeEvent::kInsert;
    record.change.creation_time = 1'732'284'000'123;
    record.change.keys = keys_;
    record.change.new_image = keys_;
    record.event_id = "00112233445566778899aabbccddeeff";
    record.size_bytes = 6;
    return record;
  }
  Delivery DeliveryOf(TimestampPrecision precision) {
    Delivery delivery;
    delivery.table_name = "ttt";
    delivery.region = "eu-central-1";
    delivery.precision = precision;
    return delivery;
  }

 private:
  Item keys_;
};

TEST_F(DeliveryRecordTest, IsTheServicesDocument) {
  const DeliveryRecord record = ToDeliveryRecord(ChangeOf("a"), DeliveryOf(TimestampPrecision::kMillisecond));
  EXPECT_EQ(record.data,
            R"({"awsRegion":"eu-central-1","eventID":"00112233-4455-6677-8899-aabbccddeeff","eventName":"INSERT",)"
            R"("userIdentity":null,"recordFormat":"application/json","tableName":"ttt","dynamodb":{)"
            R"("ApproximateCreationDateTime":1732284000123,"Keys":{"pk":{"S":"a"}},"NewImage":{"pk":{"S":"a"}},)"
            R"("SizeBytes":6},"eventSource":"aws:dynamodb"})");
}

TEST_F(DeliveryRecordTest, MicrosecondsFollowTheOrderWithinTheMillisecond) {
  StreamRecord change = ChangeOf("a");
  const auto micros = [&] {
    const auto record = ToDeliveryRecord(change, DeliveryOf(TimestampPrecision::kMicrosecond));
    const Document document = Document::parse(record.data);
    EXPECT_EQ(document["dynamodb"]["ApproximateCreationDateTimePrecision"], "MICROSECOND");
    return document["dynamodb"]["ApproximateCreationDateTime"].get<std::int64_t>();
  };
  EXPECT_EQ(micros(), 1'732'284'000'123'005);
  change.stored.number += 5'000;
  EXPECT_EQ(micros(), 1'732'284'000'123'999);
}

TEST_F(DeliveryRecordTest, SaysThatItemsExpired) {
  StreamRecord change = ChangeOf("a");
  change.change.origin = ChangeOrigin::kExpiry;
  const auto record = ToDeliveryRecord(change, DeliveryOf(TimestampPrecision::kMillisecond));
  EXPECT_EQ(Document::parse(record.data)["userIdentity"],
            (Document{{"type", "Service"}, {"principalId", "dynamodb.amazonaws.com"}}));
}

TEST_F(DeliveryRecordTest, AnItemHasOnePartitionKey) {
  const Delivery delivery = DeliveryOf(TimestampPrecision::kMillisecond);
  const std::string a = ToDeliveryRecord(ChangeOf("a"), delivery).partition_key;
  EXPECT_EQ(a.size(), 32U);
  EXPECT_EQ(ToDeliveryRecord(ChangeOf("a"), delivery).partition_key, a);
  EXPECT_NE(ToDeliveryRecord(ChangeOf("b"), delivery).partition_key, a);
}

}  // namespace
}  // namespace tablerock
