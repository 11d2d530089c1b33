// The members that all documents about a change share, to the letter.
#include "changes/record_members.h"

#include <gtest/gtest.h>

#include "operations/operation_fixture.h"

namespace tablerock {
namespace {

std::string Written(const ChangeRecord& change, const IdentityNames& identity) {
  std::string text;
  {
    JsonWriter json(text);
    json.BeginObject();
    WriteStreamRecordMembers(json,
                             {.change = change,
                              .number = 7,
                              .event_id = "0123",
                              .size_bytes = 6,
                              .view_type = StreamViewType::kKeysOnly,
                              .region = "eu-west-3"},
                             identity);
    json.EndObject();
  }
  return text;
}

TEST(RecordMembersTest, AreThoseOfTheService) {
  const Item keys = ItemOf(R"({"pk":{"S":"a"}})");
  const Item image = ItemOf(R"({"pk":{"S":"a"},"n":{"N":"1"}})");
  ChangeRecord change;
  change.event = ChangeEvent::kModify;
  change.creation_time = 1'700'000'000'789;
  change.keys = keys;
  change.new_image = image;
  change.old_image = keys;
  EXPECT_EQ(Written(change, kStreamIdentityNames),
            R"({"eventID":"0123","eventName":"MODIFY","eventVersion":"1.1","eventSource":"aws:dynamodb",)"
            R"("awsRegion":"eu-west-3","dynamodb":{"ApproximateCreationDateTime":1700000000,"Keys":{"pk":{"S":"a"}},)"
            R"("NewImage":{"n":{"N":"1"},"pk":{"S":"a"}},"OldImage":{"pk":{"S":"a"}},)"
            R"("SequenceNumber":"100000000000000000007","SizeBytes":6,"StreamViewType":"KEYS_ONLY"}})");
}

TEST(RecordMembersTest, SayThatAnItemExpiredInTheReadersCase) {
  const Item keys = ItemOf(R"({"pk":{"S":"a"}})");
  ChangeRecord change;
  change.event = ChangeEvent::kRemove;
  change.origin = ChangeOrigin::kExpiry;
  change.keys = keys;
  const std::string in_stream = Written(change, kStreamIdentityNames);
  EXPECT_NE(in_stream.find(R"("userIdentity":{"Type":"Service","PrincipalId":"dynamodb.amazonaws.com"},)"),
            std::string::npos)
      << in_stream;
  EXPECT_EQ(in_stream.find("Image"), std::string::npos) << "there are none";
  const std::string in_event = Written(change, kEventIdentityNames);
  EXPECT_NE(in_event.find(R"("userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"},)"),
            std::string::npos)
      << in_event;
}

}  // namespace
}  // namespace tablerock
