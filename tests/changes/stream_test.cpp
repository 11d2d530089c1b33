#include "changes/stream.h"

#include <gtest/gtest.h>

#include "changes/stream_codec.h"

namespace tablerock {
namespace {

TEST(StreamTest, WritesSequenceNumbersWithTheLengthThatClientsDemand) {
  EXPECT_EQ(ToWire(0), "100000000000000000000");
  EXPECT_EQ(ToWire(42).size(), 21U);
  EXPECT_EQ(ToWire(UINT64_MAX), "118446744073709551615");
  EXPECT_EQ(ParseWireSequenceNumber(ToWire(UINT64_MAX)), UINT64_MAX);
  EXPECT_FALSE(ParseWireSequenceNumber("199999999999999999999"));  // above 64 bits
  EXPECT_FALSE(ParseWireSequenceNumber("42"));
  EXPECT_FALSE(ParseWireSequenceNumber("1000000000000000000a0"));
}

TEST(StreamTest, FindsTableAndLabelInAnArnOfAnyRegion) {
  const auto parts = ParseStreamArn("arn:aws:dynamodb:ddblocal:000000000000:table/t/stream/2026-11-22T14:30:00.123");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->table_name, "t");
  EXPECT_EQ(parts->label, "2026-11-22T14:30:00.123");
  for (const std::string_view bad : {"", "t", "arn:aws:dynamodb:r:0:table/t", "arn:aws:dynamodb:r:0:table/t/stream/"}) {
    EXPECT_FALSE(ParseStreamArn(bad)) << bad;
  }
}

TEST(StreamTest, KeepsStreamsAndShardsAsJson) {
  Stream stream;
  stream.table_name = "t";
  stream.label = "l";
  stream.table_id = 3;
  stream.view_type = StreamViewType::kOldImage;
  stream.key_schema.partition_key = {{"pk", AttributeType::kBinary}};
  stream.disabled_at = 17;
  const auto read = StreamFromJson(StreamToJson(stream));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->view_type, StreamViewType::kOldImage);
  EXPECT_EQ(read->key_schema, stream.key_schema);
  EXPECT_EQ(read->disabled_at, 17);

  Shard shard;
  shard.number = 4;
  shard.first = UINT64_MAX - 1;
  shard.last = UINT64_MAX;
  const auto read_shard = ShardFromJson(ShardToJson(shard));
  ASSERT_TRUE(read_shard);
  EXPECT_EQ(read_shard->first, UINT64_MAX - 1);
  EXPECT_EQ(read_shard->last, UINT64_MAX);
  EXPECT_TRUE(HasEnd(ShardToJson(shard)));
  shard.last.reset();
  shard.shard_id = R"("last":)";
  EXPECT_FALSE(HasEnd(ShardToJson(shard)));
  EXPECT_FALSE(StreamFromJson("{}"));
  EXPECT_FALSE(ShardFromJson("nothing"));
}

}  // namespace
}  // namespace tablerock
