// What the operations on streams take and give: pages, limits, parameters.
#include <gtest/gtest.h>

#include "changes/shard_splitting.h"
#include "changes/stream_fixture.h"
#include "core/limits.h"
#include "operations/describe_stream.h"
#include "operations/get_shard_iterator.h"
#include "operations/list_streams.h"

namespace tablerock {
namespace {

class StreamPagesTest : public StreamTest {};

TEST_F(StreamPagesTest, PagesThroughShardsInTheOrderOfTheirIds) {
  CreateStreamTable();
  for (int i = 0; i < 60; ++i) ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  const auto all = Shards(Arn());
  ASSERT_EQ(all.size(), 121U);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    EXPECT_LT(all[i].shard_id, all[i + 1].shard_id);
    EXPECT_LE(all[i].parent_shard_id, all[i].shard_id);
    EXPECT_GE(all[i].shard_id.size(), 28U);
    EXPECT_LE(all[i].shard_id.size(), 65U);
  }
  const auto paged = Shards(Arn(), 9);
  ASSERT_EQ(paged.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(paged[i].shard_id, all[i].shard_id);
  DescribeStreamInput behind_the_last;
  behind_the_last.stream_arn = Arn();
  behind_the_last.exclusive_start_shard_id = all.back().shard_id;
  EXPECT_TRUE(DescribeStream(*database_, context_, behind_the_last)->shards.empty());
}

TEST_F(StreamPagesTest, ChecksParametersOfIterators) {
  CreateStreamTable();
  PutKey("a");
  const std::string arn = Arn();
  const std::string shard_id = Shards(arn)[0].shard_id;
  const std::string number = ToWire(ReadOn(IteratorOf(arn, shard_id)).at(0).stored.number);
  const std::string beyond = ToWire(UINT64_MAX);
  const struct {
    std::string type;
    std::optional<std::string> number;
    std::string error;
  } kCases[] = {
      {"TRIM_HORIZON", number,
       "One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type"},
      {"LATEST", number,
       "One or more parameter values were invalid: SequenceNumber should not be passed for this iterator type"},
      {"AT_SEQUENCE_NUMBER", {}, "One or more parameter values were invalid: Invalid SequenceNumber"},
      {"AFTER_SEQUENCE_NUMBER", "abcdefghijklmnopqrstuvwxyz",
       "One or more parameter values were invalid: Invalid SequenceNumber"},
      {"AT_SEQUENCE_NUMBER", ToWire(1), "Invalid SequenceNumber for the shard"},
      {"AT_SEQUENCE_NUMBER", number, ""},
  };
  for (const auto& row : kCases) {
    const auto output = GetShardIterator(*database_, context_, {arn, shard_id, row.type, row.number});
    EXPECT_EQ(output ? "" : output.error().classic(), row.error) << row.type;
  }
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  const auto output = GetShardIterator(*database_, context_, {arn, shard_id, "AT_SEQUENCE_NUMBER", beyond});
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().classic(), "Invalid SequenceNumber for the shard");
  bool ended = false;
  EXPECT_TRUE(ReadOn(IteratorOf(arn, shard_id, "AFTER_SEQUENCE_NUMBER", number), &ended).empty());
  EXPECT_TRUE(ended);
}

TEST_F(StreamPagesTest, ListsStreamsByPagesWhateverTheirTablesAreCalled) {
  // What is less than the separator of the entries' names stands in the middle.
  for (const std::string name : {"abc", "abc-d", "abc.d", "abc_d", "abcd"}) {
    CreateTableInput input = TableOf(name, "pk:S");
    input.stream_specification = StreamSpecificationInput{true, std::string("KEYS_ONLY")};
    Create(input);
  }
  std::vector<std::string> names;
  ListStreamsInput input;
  input.limit = 1;
  do {
    const auto page = ListStreams(*database_, context_, input);
    ASSERT_TRUE(page);
    for (const auto& stream : page->streams) names.push_back(stream.table_name);
    input.exclusive_start_stream_arn = page->last_evaluated_stream_arn;
  } while (input.exclusive_start_stream_arn && names.size() < 10);
  EXPECT_EQ(names, (std::vector<std::string>{"abc", "abc-d", "abc.d", "abc_d", "abcd"}));
  const auto of_one = ListStreams(*database_, context_, {std::string("abc"), {}, {}});
  EXPECT_EQ(of_one->streams.size(), 1U);
}

TEST_F(StreamPagesTest, GivesAThousandRecordsAtATime) {
  CreateStreamTable("KEYS_ONLY");
  for (int i = 0; i < 1'100; ++i) PutKey("key-" + std::to_string(i));
  std::string iterator = IteratorOf(Arn(), Shards(Arn())[0].shard_id);
  std::vector<std::size_t> pages;
  for (const std::optional<std::int64_t> limit : {std::optional<std::int64_t>(), {1'000}, {1'000}}) {
    const auto page = GetRecords(*database_, context_, {iterator, limit});
    ASSERT_TRUE(page);
    pages.push_back(page->records.size());
    iterator = *page->next_shard_iterator;
  }
  EXPECT_EQ(pages, (std::vector<std::size_t>{1'000, 100, 0}));
}

TEST_F(StreamPagesTest, GivesAMegabyteAtATime) {
  CreateStreamTable();
  const std::string data(300'000, 'x');
  for (int i = 0; i < 5; ++i) {
    Put("ttt", R"({"pk":{"S":")" + std::to_string(i) + R"("},"data":{"S":")" + data + R"("}})");
  }
  std::string iterator = IteratorOf(Arn(), Shards(Arn())[0].shard_id);
  std::vector<std::size_t> pages;
  for (int i = 0; i < 3; ++i) {
    const auto page = GetRecords(*database_, context_, {iterator, {}});
    ASSERT_TRUE(page);
    pages.push_back(page->records.size());
    iterator = *page->next_shard_iterator;
  }
  EXPECT_EQ(pages, (std::vector<std::size_t>{3, 2, 0}));
}

}  // namespace
}  // namespace tablerock
