// Shards that are split and rolled: lineage, ranges of hashes, sequence numbers, and what the operations show of them.
#include "changes/shard_splitting.h"

#include <gtest/gtest.h>

#include <set>

#include "changes/shard_opening.h"
#include "changes/stream_fixture.h"
#include "operations/describe_stream.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

class ShardSplittingTest : public StreamTest {
 protected:
  ShardSplit Split(const std::string& shard_id = "") {
    auto split = SplitShard(*database_, "", "ttt", shard_id);
    EXPECT_TRUE(split) << split.error().classic();
    return split ? std::move(*split) : ShardSplit();
  }
  const std::vector<OpenShard>& OpenShards() {
    table_ = database_->catalog().Find("", "ttt");
    return table_->description().open_shards;
  }
  // Together they cover every hash, each once, in order.
  void ExpectOpenShardsCoverAll() {
    std::uint64_t begin = 0;
    const auto& shards = OpenShards();
    ASSERT_FALSE(shards.empty());
    for (const OpenShard& shard : shards) {
      EXPECT_EQ(shard.hash_begin, begin);
      EXPECT_LE(shard.hash_begin, shard.hash_last);
      begin = shard.hash_last + 1;
    }
    EXPECT_EQ(begin, 0U) << "the last one ends at the highest hash";
  }

 private:
  TableHandle table_;
};

TEST_F(ShardSplittingTest, GivesAShardTwoChildrenThatShareItsHashes) {
  CreateStreamTable();
  PutKey("a");
  const ShardSplit split = Split();
  ASSERT_EQ(split.child_shard_ids.size(), 2U);
  const auto shards = Shards(Arn());
  ASSERT_EQ(shards.size(), 3U);
  EXPECT_EQ(shards[0].shard_id, split.parent_shard_id);
  EXPECT_EQ(shards[0].parent_shard_id, "");
  const std::string number = ToWire(*shards[0].last);
  EXPECT_EQ(number, ToWire(ReadOn(IteratorOf(Arn(), shards[0].shard_id)).at(0).stored.number)) << "the last record's";
  for (int i : {0, 1}) {
    EXPECT_EQ(shards[1 + i].shard_id, split.child_shard_ids[i]);
    EXPECT_EQ(shards[1 + i].parent_shard_id, split.parent_shard_id);
    EXPECT_FALSE(shards[1 + i].last);
    EXPECT_GT(shards[1 + i].first, *shards[0].last);
  }
  EXPECT_EQ(shards[1].hash_last, UINT64_MAX / 2);
  ExpectOpenShardsCoverAll();
}

TEST_F(ShardSplittingTest, WakesReadersWhenAClosedShardHasItsEnd) {
  CreateStreamTable();
  EXPECT_FALSE(FinishClosingRings()) << "none is closing";
  BeginClosing();
  ASSERT_EQ(Shards(Arn()).size(), 2U);
  EXPECT_FALSE(Shards(Arn()).front().last);
  EXPECT_TRUE(FinishClosingRings());
  EXPECT_TRUE(Shards(Arn()).front().last);
}

TEST_F(ShardSplittingTest, SplitsTheWidestShardWhereNoneIsNamed) {
  CreateStreamTable();
  const auto first = Split();
  const auto second = Split(first.child_shard_ids[1]);
  EXPECT_EQ(second.parent_shard_id, first.child_shard_ids[1]);
  EXPECT_EQ(Split().parent_shard_id, first.child_shard_ids[0]);
  for (int i = 0; i < 100; ++i) Split();
  ExpectOpenShardsCoverAll();
  EXPECT_EQ(OpenShards().size(), 104U);
}

TEST_F(ShardSplittingTest, PutsItemsOfOnePartitionKeyIntoOneOpenShard) {
  DatabaseOptions options;
  options.in_memory = true;
  options.stream_shards = 5;
  Open(options);
  CreateStreamTable();
  EXPECT_EQ(OpenShards().size(), 5U);
  ExpectOpenShardsCoverAll();
  for (int i = 0; i < 100; ++i) PutKey("key-" + std::to_string(i));
  Split();
  for (int i = 0; i < 100; ++i) Count("key-" + std::to_string(i));
  std::set<std::string> seen;
  std::size_t shards_with_records = 0;
  for (const Shard& shard : Shards(Arn())) {
    const auto records = ReadOn(IteratorOf(Arn(), shard.shard_id));
    if (!records.empty()) ++shards_with_records;
    for (const StreamRecord& record : records) {
      const std::string key(record.change.keys.Find("pk")->text());
      const Item item = ItemOf(R"({"pk":{"S":")" + key + R"("}})");
      KeySchema schema;
      schema.partition_key = {{"pk", AttributeType::kString}};
      const std::uint64_t hash = EncodeItemKey(1, schema, item).hash();
      EXPECT_GE(hash, shard.hash_begin);
      EXPECT_LE(hash, shard.hash_last);
      if (!shard.last) {
        EXPECT_TRUE(seen.insert(key + "/" + std::to_string(record.stored.number)).second);
      }
    }
  }
  EXPECT_GE(shards_with_records, 6U);
}

TEST_F(ShardSplittingTest, EndsTheParentAndGoesOnInTheChildren) {
  CreateStreamTable();
  Count("a");
  const std::string arn = Arn();
  StreamConsumer consumer(*database_, context_, arn);
  ASSERT_TRUE(consumer.Poll(1'000));
  Split();
  Count("a");
  Count("b");
  while (consumer.Poll(1)) {
  }
  EXPECT_EQ(consumer.error(), "");
  EXPECT_EQ(WrongInCounts(consumer.seen(), {{"a", 2}, {"b", 1}}), "");
  EXPECT_EQ(consumer.shard_count(), 3U);
}

TEST_F(ShardSplittingTest, EndsAShardWithoutRecordsToo) {
  CreateStreamTable();
  const auto split = Split();
  bool ended = false;
  EXPECT_TRUE(ReadOn(IteratorOf(Arn(), split.parent_shard_id), &ended).empty());
  EXPECT_TRUE(ended);
  EXPECT_TRUE(ReadOn(IteratorOf(Arn(), split.parent_shard_id, "LATEST"), &ended).empty());
  EXPECT_TRUE(ended);
  EXPECT_TRUE(ReadOn(IteratorOf(Arn(), split.child_shard_ids[0]), &ended).empty());
  EXPECT_FALSE(ended);
}

TEST_F(ShardSplittingTest, RollsOnlyShardsThatWereOpenedEarlyEnough) {
  CreateStreamTable();
  const UnixMillis created = clock_.Now();
  clock_.Advance(1'000);
  Split();
  ASSERT_TRUE(RollShards(*database_, "", "ttt", created));
  EXPECT_EQ(Shards(Arn()).size(), 3U);
  ASSERT_TRUE(RollShards(*database_, "", "ttt", created + 1'000));
  const auto shards = Shards(Arn());
  ASSERT_EQ(shards.size(), 5U);
  EXPECT_EQ(shards[3].parent_shard_id, shards[1].shard_id);
  EXPECT_EQ(shards[4].parent_shard_id, shards[2].shard_id);
  EXPECT_EQ(shards[3].hash_last, shards[1].hash_last);
  EXPECT_TRUE(shards[1].last && shards[2].last && !shards[3].last);
  ExpectOpenShardsCoverAll();
}

TEST_F(ShardSplittingTest, ShowsChildrenOfAShardAlone) {
  CreateStreamTable();
  const auto first = Split();
  const auto second = Split(first.child_shard_ids[0]);
  const auto children_of = [&](const std::string& shard_id) {
    DescribeStreamInput input;
    input.stream_arn = Arn();
    input.children_of_shard_id = shard_id;
    std::vector<std::string> ids;
    const auto stream = DescribeStream(*database_, context_, input);
    ids.reserve(stream->shards.size());
    for (const Shard& shard : stream->shards) ids.push_back(shard.shard_id);
    return ids;
  };
  EXPECT_EQ(children_of(first.parent_shard_id), first.child_shard_ids);
  EXPECT_EQ(children_of(first.child_shard_ids[0]), second.child_shard_ids);
  EXPECT_TRUE(children_of(first.child_shard_ids[1]).empty());
}

TEST_F(ShardSplittingTest, RefusesWhatCannotBeSplit) {
  CreateTableWithKeys("plain", "pk:S");
  const auto plain = SplitShard(*database_, "", "plain", "");
  ASSERT_FALSE(plain);
  EXPECT_EQ(plain.error().type(), ErrorType::kValidation);
  EXPECT_EQ(SplitShard(*database_, "", "nothing", "").error().type(), ErrorType::kResourceNotFound);
  CreateStreamTable();
  const auto split = Split();
  const auto closed = SplitShard(*database_, "", "ttt", split.parent_shard_id);
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().type(), ErrorType::kResourceNotFound);
}

TEST_F(ShardSplittingTest, CutsRangesIntoEqualPieces) {
  for (const std::uint32_t count : {1U, 2U, 3U, 7U, 1000U}) {
    const auto pieces = PiecesOf({}, count);
    ASSERT_EQ(pieces.size(), count);
    EXPECT_EQ(pieces.front().begin, 0U);
    EXPECT_EQ(pieces.back().last, UINT64_MAX);
    const std::uint64_t size = UINT64_MAX / count;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      EXPECT_LE(pieces[i].last - pieces[i].begin - size + 2, 3U) << "differ by rounding alone";
      if (i > 0) {
        EXPECT_EQ(pieces[i].begin, pieces[i - 1].last + 1);
      }
    }
  }
  const auto two = PiecesOf({10, 11}, 2);
  EXPECT_EQ(two[0].last, 10U);
  EXPECT_EQ(two[1].begin, 11U);
}

TEST_F(ShardSplittingTest, ReadsTheOpeningTimeBackFromAnId) {
  EXPECT_EQ(OpeningTimeOf(MakeShardId(1'790'000'000'123, 7, 42)), 1'790'000'000'123);
  EXPECT_LT(MakeShardId(5, 7, 1), MakeShardId(5, 7, 2));
  EXPECT_LT(MakeShardId(5, 7, 900), MakeShardId(6, 7, 1));
  for (const std::string_view bad :
       {"", "shardId-", "shardId-0000000000000000000x-00000000", "other-00000000000000000000"}) {
    EXPECT_FALSE(OpeningTimeOf(bad)) << bad;
  }
}

}  // namespace
}  // namespace tablerock
