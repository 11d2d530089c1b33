// ListStreams, DescribeStream, GetShardIterator and GetRecords against a Database in memory.
#include <gtest/gtest.h>

#include "changes/stream.h"
#include "changes/stream_lifecycle.h"
#include "operations/delete_item.h"
#include "operations/delete_table.h"
#include "operations/describe_stream.h"
#include "operations/get_records.h"
#include "operations/get_shard_iterator.h"
#include "operations/list_streams.h"
#include "operations/operation_fixture.h"
#include "operations/update_table.h"

namespace tablerock {
namespace {

class StreamsTest : public OperationTest {
 protected:
  StreamsTest() { clock_.Freeze(); }

  void CreateWithStream(std::string_view table_name, std::string_view view_type) {
    CreateTableInput input = TableOf(table_name, "pk:S");
    input.stream_specification = StreamSpecificationInput{true, std::string(view_type)};
    Create(input);
  }

  std::string ArnOf(const std::string& table_name) {
    return StreamArn(context_, table_name,
                     database_->catalog().Find("", table_name)->description().latest_stream_label);
  }

  void SwitchStream(bool on) {
    UpdateTableInput input;
    input.table_name = "ttt";
    input.stream_specification =
        StreamSpecificationInput{on, on ? std::optional<std::string>("NEW_IMAGE") : std::nullopt};
    const auto output = UpdateTable(*database_, context_, input);
    ASSERT_TRUE(output) << output.error().classic();
  }

  void Delete(std::string_view key) {
    DeleteItemInput input;
    input.table_name = "ttt";
    input.key = InputOf(key);
    ASSERT_TRUE(DeleteItem(*database_, context_, input));
  }

  std::string IteratorOf(const std::string& arn, const std::string& type, std::optional<std::string> number = {}) {
    const auto stream = DescribeStream(*database_, context_, {arn, {}, {}, {}});
    EXPECT_TRUE(stream) << stream.error().classic();
    const auto iterator =
        GetShardIterator(*database_, context_, {arn, stream->shards.back().shard_id, type, std::move(number)});
    EXPECT_TRUE(iterator) << iterator.error().classic();
    return iterator ? iterator->shard_iterator : std::string();
  }

  GetRecordsOutput Read(const std::string& iterator, std::optional<std::int64_t> limit = {}) {
    auto output = GetRecords(*database_, context_, {iterator, limit});
    EXPECT_TRUE(output) << output.error().classic();
    return output ? std::move(*output) : GetRecordsOutput();
  }
};

constexpr std::string_view kItem = R"({"pk":{"S":"a"},"v":{"S":"1"}})";
constexpr std::string_view kChanged = R"({"pk":{"S":"a"},"v":{"S":"2"}})";
constexpr std::string_view kKey = R"({"pk":{"S":"a"}})";

TEST_F(StreamsTest, ShowsInsertModifyAndRemoveAndNothingForAWriteThatChangesNothing) {
  CreateWithStream("ttt", "NEW_AND_OLD_IMAGES");
  Put("ttt", kItem);
  Put("ttt", kItem);
  Put("ttt", kChanged);
  Delete(kKey);
  Delete(kKey);
  const GetRecordsOutput output = Read(IteratorOf(ArnOf("ttt"), "TRIM_HORIZON"));
  ASSERT_EQ(output.records.size(), 3U);
  EXPECT_EQ(NameOf(output.records[0].change.event), "INSERT");
  EXPECT_TRUE(output.records[0].change.old_image.empty());
  EXPECT_EQ(NameOf(output.records[1].change.event), "MODIFY");
  EXPECT_EQ(JsonOf(output.records[1].change.old_image), kItem);
  EXPECT_EQ(JsonOf(output.records[1].change.new_image), kChanged);
  EXPECT_EQ(output.records[1].size_bytes, 3U + 5U + 5U);
  EXPECT_EQ(NameOf(output.records[2].change.event), "REMOVE");
  EXPECT_EQ(JsonOf(output.records[2].change.keys), kKey);
  EXPECT_TRUE(output.next_shard_iterator);
}

TEST_F(StreamsTest, ShowsTheImagesOfItsViewTypeAlone) {
  const struct {
    std::string_view view_type;
    bool shows_old;
    bool shows_new;
  } kCases[] = {{"KEYS_ONLY", false, false}, {"NEW_IMAGE", false, true}, {"OLD_IMAGE", true, false}};
  for (const auto& [view_type, shows_old, shows_new] : kCases) {
    const std::string table = "ttt-" + std::string(view_type);
    CreateWithStream(table, view_type);
    Put(table, kItem);
    Put(table, kChanged);
    const GetRecordsOutput output = Read(IteratorOf(ArnOf(table), "TRIM_HORIZON"));
    ASSERT_EQ(output.records.size(), 2U);
    EXPECT_EQ(!output.records[1].change.old_image.empty(), shows_old) << view_type;
    EXPECT_EQ(!output.records[1].change.new_image.empty(), shows_new) << view_type;
  }
}

TEST_F(StreamsTest, StartsWhereTheIteratorTypeSays) {
  CreateWithStream("ttt", "NEW_IMAGE");
  Put("ttt", kItem);
  Put("ttt", kChanged);
  const std::string arn = ArnOf("ttt");
  const auto all = Read(IteratorOf(arn, "TRIM_HORIZON"));
  const std::string second = ToWire(all.records[1].stored.number);
  EXPECT_EQ(Read(IteratorOf(arn, "AT_SEQUENCE_NUMBER", second)).records.size(), 1U);
  EXPECT_EQ(Read(IteratorOf(arn, "AFTER_SEQUENCE_NUMBER", second)).records.size(), 0U);
  const std::string latest = IteratorOf(arn, "LATEST");
  Delete(kKey);
  const auto behind = Read(latest);
  ASSERT_EQ(behind.records.size(), 1U);
  EXPECT_EQ(NameOf(behind.records[0].change.event), "REMOVE");
}

TEST_F(StreamsTest, GoesOnBehindAPageWithALimit) {
  CreateWithStream("ttt", "KEYS_ONLY");
  for (int i = 0; i < 5; ++i) Put("ttt", R"({"pk":{"S":"k)" + std::to_string(i) + R"("}})");
  std::string iterator = IteratorOf(ArnOf("ttt"), "TRIM_HORIZON");
  std::vector<std::string> seen;
  for (int page = 0; page < 3; ++page) {
    const auto output = Read(iterator, 2);
    for (const auto& record : output.records) seen.push_back(JsonOf(record.change.keys));
    iterator = *output.next_shard_iterator;
  }
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_EQ(seen[4], R"({"pk":{"S":"k4"}})");
}

TEST_F(StreamsTest, HoldsRecordsBackThatAWriteInFlightMayComeBefore) {
  CreateWithStream("ttt", "KEYS_ONLY");
  const std::string iterator = IteratorOf(ArnOf("ttt"), "TRIM_HORIZON");
  {
    const auto in_flight = database_->sequences().Assign(1);
    ASSERT_TRUE(in_flight);
    Put("ttt", kItem);
    EXPECT_TRUE(Read(iterator).records.empty());
  }
  EXPECT_EQ(Read(iterator).records.size(), 1U);
}

TEST_F(StreamsTest, StaysReadableForADayAfterItIsSwitchedOff) {
  CreateTableWithKeys("ttt", "pk:S");
  SwitchStream(true);
  Put("ttt", kItem);
  const std::string arn = ArnOf("ttt");
  SwitchStream(false);
  Put("ttt", kChanged);
  const auto stream = DescribeStream(*database_, context_, {arn, {}, {}, {}});
  ASSERT_TRUE(stream);
  EXPECT_TRUE(stream->stream.disabled_at);
  ASSERT_EQ(stream->shards.size(), 1U);
  EXPECT_TRUE(stream->shards[0].last);
  const auto output = Read(IteratorOf(arn, "TRIM_HORIZON"));
  EXPECT_EQ(output.records.size(), 1U);
  EXPECT_FALSE(output.next_shard_iterator) << "the end of a closed shard";
  clock_.Advance(24 * 3'600'000);
  EXPECT_FALSE(DescribeStream(*database_, context_, {arn, {}, {}, {}}));
}

TEST_F(StreamsTest, GivesATableMadeAgainANewStream) {
  CreateWithStream("ttt", "NEW_IMAGE");
  Put("ttt", kItem);
  const std::string old_arn = ArnOf("ttt");
  ASSERT_TRUE(DeleteTable(*database_, context_, {"ttt"}));
  clock_.Advance(1);
  CreateWithStream("ttt", "NEW_IMAGE");
  const std::string new_arn = ArnOf("ttt");
  EXPECT_NE(old_arn, new_arn);
  EXPECT_EQ(Read(IteratorOf(old_arn, "TRIM_HORIZON")).records.size(), 1U);
  EXPECT_TRUE(Read(IteratorOf(new_arn, "TRIM_HORIZON")).records.empty());
  const auto streams = ListStreams(*database_, context_, {std::string("ttt"), {}, {}});
  ASSERT_TRUE(streams);
  ASSERT_EQ(streams->streams.size(), 2U);
  const auto second = ListStreams(*database_, context_, {{}, 1, streams->streams[0].stream_arn});
  ASSERT_TRUE(second);
  ASSERT_EQ(second->streams.size(), 1U);
  EXPECT_EQ(second->streams[0].stream_arn, new_arn);
}

TEST_F(StreamsTest, RefusesIteratorsThatAreOldOrNone) {
  CreateWithStream("ttt", "NEW_IMAGE");
  const std::string iterator = IteratorOf(ArnOf("ttt"), "LATEST");
  clock_.Advance(15 * 60'000);
  const auto expired = GetRecords(*database_, context_, {iterator, {}});
  ASSERT_FALSE(expired);
  EXPECT_EQ(expired.error().type(), ErrorType::kExpiredIterator);
  const auto garbage = GetRecords(*database_, context_, {"garbage", {}});
  ASSERT_FALSE(garbage);
  EXPECT_EQ(garbage.error().classic(), "Invalid ShardIterator");
}

TEST_F(StreamsTest, ForgetsRecordsAfterADay) {
  CreateWithStream("ttt", "NEW_IMAGE");
  Put("ttt", kItem);
  const std::string arn = ArnOf("ttt");
  const std::string number = ToWire(Read(IteratorOf(arn, "TRIM_HORIZON")).records[0].stored.number);
  clock_.Advance(24 * 3'600'000 + 1'000);
  EXPECT_TRUE(Read(IteratorOf(arn, "TRIM_HORIZON")).records.empty());
  const auto stream = DescribeStream(*database_, context_, {arn, {}, {}, {}});
  const auto trimmed =
      GetShardIterator(*database_, context_, {arn, stream->shards[0].shard_id, "AT_SEQUENCE_NUMBER", number});
  ASSERT_FALSE(trimmed);
  EXPECT_EQ(trimmed.error().type(), ErrorType::kTrimmedDataAccess);
}

TEST_F(StreamsTest, ClosesAtStartTheShardsThatACrashLeftWithoutAnEnd) {
  CreateWithStream("ttt", "NEW_IMAGE");
  Put("ttt", kItem);
  const std::string arn = ArnOf("ttt");
  // As a crash leaves it: the change that closes the stream is written, and nothing behind it.
  const auto closed = database_->catalog().Alter(
      "", "ttt", [&](TableDescription& table, WriteBatch& batch) { return CloseStream(*database_, table, batch); });
  ASSERT_TRUE(closed);
  EXPECT_TRUE(Read(IteratorOf(arn, "TRIM_HORIZON")).next_shard_iterator);
  ASSERT_TRUE(FinishClosingAll(*database_));
  const auto output = Read(IteratorOf(arn, "TRIM_HORIZON"));
  EXPECT_EQ(output.records.size(), 1U);
  EXPECT_FALSE(output.next_shard_iterator);
}

TEST_F(StreamsTest, SaysThatAStreamOrShardIsNotThere) {
  CreateWithStream("ttt", "NEW_IMAGE");
  const std::string arn = ArnOf("ttt");
  const auto no_stream = DescribeStream(*database_, context_, {arn + "x", {}, {}, {}});
  ASSERT_FALSE(no_stream);
  EXPECT_EQ(no_stream.error().classic(), "Requested resource not found: Stream: " + arn + "x not found");
  const auto no_shard = GetShardIterator(*database_, context_, {arn, "shardId-missing", "LATEST", {}});
  ASSERT_FALSE(no_shard);
  EXPECT_EQ(no_shard.error().type(), ErrorType::kResourceNotFound);
}

}  // namespace
}  // namespace tablerock
