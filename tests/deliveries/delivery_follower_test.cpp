#include "deliveries/delivery_follower.h"

#include <gtest/gtest.h>

#include <random>

#include "changes/delivery_lifecycle.h"
#include "changes/log_trim.h"
#include "changes/shard_splitting.h"
#include "core/limits.h"
#include "deliveries/delivery_fixture.h"

namespace tablerock {
namespace {

using Values = std::map<std::string, std::vector<int>>;

class DeliveryFollowerTest : public DeliveryTest {
 protected:
  const TableDescription& table() {
    table_ = database_->catalog().Find("", "ttt");
    return table_->description();
  }
  DestinationStatus status() { return table().kinesis_destinations.at(0).status; }

 private:
  TableHandle table_;
};

TEST_F(DeliveryFollowerTest, SendsWhatIsWrittenFromTheEnablingOn) {
  Count("before");
  Enable();
  Follow();
  Run();
  EXPECT_TRUE(stream_.call_sizes.empty());
  Count("a");
  Count("b");
  Count("a");
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1, 2}}, {"b", {1}}}));
  EXPECT_FALSE(stream_.same_item_twice);
  EXPECT_EQ(stream_.call_sizes, (std::vector<std::size_t>{2, 1}));
}

TEST_F(DeliveryFollowerTest, KeepsTheOrderOfAnItemWhateverOfACallIsTaken) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  stream_.refuses = [&](std::size_t, const Document&) { return random() % 2 == 0; };
  Open(3);
  Enable();
  Follow();
  Values expected;
  for (int i = 0; i < 300; ++i) {
    const std::string key = "k" + std::to_string(random() % 12);
    Count(key);
    expected[key].push_back(static_cast<int>(expected[key].size()) + 1);
    if (i % 20 == 10 && table().stream) {
      ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
    }
    if (i % 50 == 30) {
      ASSERT_TRUE(RollShards(*database_, "", "ttt", clock_.Now()));
    }
    if (i % 100 == 50) SwitchStream(true);
    if (i % 100 == 90) SwitchStream(false);
    if (i % 10 == 0) Run(3);
  }
  Run(10'000);
  EXPECT_EQ(Taken(), expected);
  EXPECT_FALSE(stream_.same_item_twice);
}

TEST_F(DeliveryFollowerTest, SendsFailedRecordsBeforeLaterOnesOfTheItem) {
  Enable();
  Follow();
  for (int i = 0; i < 3; ++i) Count("a");
  for (int i = 0; i < 2; ++i) Count("b");
  // The first record of item a, twice.
  stream_.refuses = [](std::size_t number, const Document&) { return number == 1 || number == 3; };
  Run(10);
  EXPECT_EQ(Taken(), (Values{{"a", {1, 2, 3}}, {"b", {1, 2}}}));
  EXPECT_EQ(stream_.call_sizes, (std::vector<std::size_t>{2, 2, 1, 1, 1}));
}

TEST_F(DeliveryFollowerTest, WaitsLongerAfterEachFailure) {
  Enable();
  Follow();
  Count("a");
  stream_.down = true;
  std::vector<std::int64_t> pauses;
  for (int i = 0; i < 11; ++i) {
    Step();
    ASSERT_TRUE(wake_at_);
    pauses.push_back(std::chrono::duration_cast<std::chrono::milliseconds>(*wake_at_ - now_).count());
    Step();
    EXPECT_EQ(stream_.call_sizes.size(), pauses.size()) << "not before its time";
    now_ = *wake_at_;
  }
  EXPECT_EQ(pauses, (std::vector<std::int64_t>{100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000}));
  stream_.down = false;
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1}}}));
}

TEST_F(DeliveryFollowerTest, GoesOnAfterARestartWhereTheFirstRecordWaits) {
  Enable();
  Follow();
  for (const char* key : {"a", "b", "c"}) Count(key);
  stream_.refuses = [](std::size_t, const Document& record) { return record["dynamodb"]["Keys"]["pk"]["S"] == "b"; };
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1}}, {"c", {1}}}));
  Count("a");
  stream_.refuses = [](std::size_t, const Document&) { return false; };
  Follow();
  Run();
  // What came after the one that waited is there twice; what came before is not.
  EXPECT_EQ(Taken(), (Values{{"a", {1, 2}}, {"b", {1}}, {"c", {1, 1}}}));
  Follow();
  Run();
  EXPECT_EQ(stream_.taken.size(), 5U) << "nothing is left";
}

TEST_F(DeliveryFollowerTest, DisablingSendsWhatIsLeftAndEndsTheLog) {
  Enable();
  Follow();
  for (int i = 0; i < 3; ++i) Count("a");
  Disable();
  Count("a");
  EXPECT_EQ(status(), DestinationStatus::kDisabling);
  EXPECT_TRUE(table().open_shards.empty());
  Run();
  ASSERT_TRUE(follower_->finished());
  EXPECT_EQ(Taken(), (Values{{"a", {1, 2, 3}}}));
  ASSERT_TRUE(FinishDelivery(*database_, follower_->delivery()));
  EXPECT_EQ(status(), DestinationStatus::kDisabled);
  EXPECT_EQ(CountEntries(CatalogKind::kDelivery), 0U);
  EXPECT_EQ(CountEntries(CatalogKind::kDeliveryPosition), 0U);
}

TEST_F(DeliveryFollowerTest, DisablingDoesNotWaitForAnEndpointThatTakesNothing) {
  Enable();
  Follow();
  Count("a");
  stream_.down = true;
  Run(8);
  EXPECT_FALSE(follower_->finished());
  const std::size_t calls = stream_.call_sizes.size();
  Disable();
  Step();
  EXPECT_TRUE(follower_->finished());
  EXPECT_EQ(stream_.call_sizes.size(), calls + 1) << "it is tried once more, at once";
}

TEST_F(DeliveryFollowerTest, ADisabledDeliverySendsItsRestAfterARestartToo) {
  Enable();
  Follow();
  Count("a");
  Disable();
  Follow();
  Run();
  EXPECT_TRUE(follower_->finished());
  EXPECT_EQ(Taken(), (Values{{"a", {1}}}));
}

TEST_F(DeliveryFollowerTest, SendsWhatADeletedTableLeft) {
  Enable();
  Follow();
  Count("a");
  DropTable();
  CreateTableWithKeys("ttt", "pk:S");
  Count("a");
  Run();
  EXPECT_TRUE(follower_->finished());
  EXPECT_EQ(Taken(), (Values{{"a", {1}}}));
  ASSERT_TRUE(FinishDelivery(*database_, follower_->delivery()));
  EXPECT_EQ(CountEntries(CatalogKind::kDelivery), 0U);
  EXPECT_TRUE(table().kinesis_destinations.empty());
}

TEST_F(DeliveryFollowerTest, HasBothImagesWhateverTheStreamShows) {
  SwitchStream(true);  // KEYS_ONLY
  Count("a");
  Enable();
  Follow();
  Count("a");
  Run();
  ASSERT_EQ(stream_.taken.size(), 1U);
  EXPECT_EQ(stream_.taken[0]["dynamodb"]["OldImage"]["n"]["N"], "1");
  EXPECT_EQ(stream_.taken[0]["dynamodb"]["NewImage"]["n"]["N"], "2");
  EXPECT_EQ(stream_.taken[0]["eventName"], "MODIFY");
}

TEST_F(DeliveryFollowerTest, AStreamThatComesAndGoesDoesNotDisturb) {
  Enable();
  Follow();
  Count("a");
  SwitchStream(true);
  Count("a");
  SwitchStream(false);
  Count("a");
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1, 2, 3}}}));
  const auto streams = ListStreamsOf(*database_, "", "ttt");
  ASSERT_EQ(streams->size(), 1U);
  const auto shards = ShardsOf(*database_, streams->front());
  ASSERT_EQ(shards->size(), 1U);
  EXPECT_TRUE(shards->front().last);
  EXPECT_EQ(shards->front().parent_shard_id, "");
}

TEST_F(DeliveryFollowerTest, LeavesOutWhatIsTooLargeForAStream) {
  log_ = Log(LogLevel::kError, LogFormat::kText, [](std::string_view) {});
  Enable();
  Follow();
  // Both images with their escapes: more than a record of Kinesis can be.
  const std::string large(390'000, '\1');
  Put("ttt", R"({"pk":{"S":"a"},"n":{"N":"1"},"x":{"S":")" + std::string(390'000, 'x') + R"("}})");
  std::string escaped;
  escaped.reserve(large.size() * 6);
  for (std::size_t i = 0; i < large.size(); ++i) escaped += "\\u0001";
  Put("ttt", R"({"pk":{"S":"a"},"n":{"N":"2"},"x":{"S":")" + escaped + R"("}})");
  Put("ttt", R"({"pk":{"S":"b"},"n":{"N":"1"}})");
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1}}, {"b", {1}}}));
  Follow();
  Run();
  EXPECT_EQ(stream_.taken.size(), 2U) << "nor is it looked at again";
}

TEST_F(DeliveryFollowerTest, SleepsUntilAClosingShardHasItsEnd) {
  Enable();
  Follow();
  Count("a");
  BeginClosing();
  Count("a");
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1}}})) << "the child waits";
  EXPECT_FALSE(wake_at_) << "it does not poll";
  EXPECT_TRUE(FinishClosingRings());
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1, 2}}}));
}

TEST_F(DeliveryFollowerTest, StopsBeforeADamagedRecordAndLosesNone) {
  log_ = Log(LogLevel::kError, LogFormat::kText, [](std::string_view) {});
  Enable();
  Follow();
  for (const char* key : {"a", "b", "c"}) Count(key);
  const auto cursor = database_->store().NewCursor(Family::kChanges, {}, {});
  cursor->SeekToFirst();
  cursor->Next();
  const std::string key(cursor->key());
  const std::string bytes(cursor->value());
  const auto put = [&](std::string_view record) {
    WriteBatch batch;
    batch.Put(Family::kChanges, key, record);
    ASSERT_TRUE(database_->store().Write(std::move(batch)));
  };
  put("damaged");
  Run();
  EXPECT_EQ(Taken(), (Values{{"a", {1}}}));
  ASSERT_TRUE(wake_at_);
  EXPECT_EQ(*wake_at_, now_ + kAfterStoreError);
  put(bytes);
  Run(1);
  EXPECT_EQ(Taken(), (Values{{"a", {1}}, {"b", {1}}, {"c", {1}}}));
}

TEST_F(DeliveryFollowerTest, CallsHaveNoMoreThanKinesisTakes) {
  Enable();
  Follow();
  for (int i = 0; i < 1'100; ++i) Count("k" + std::to_string(i));
  Run();
  EXPECT_EQ(stream_.call_sizes, (std::vector<std::size_t>{500, 500, 100}));
  stream_.call_sizes.clear();
  for (int i = 0; i < 20; ++i) {
    Put("ttt", R"({"pk":{"S":"l)" + std::to_string(i) + R"("},"n":{"N":"1"},"x":{"S":")" + std::string(390'000, 'x') +
                   R"("}})");
  }
  Run();
  EXPECT_EQ(stream_.call_sizes, (std::vector<std::size_t>{13, 7})) << "5 MB";
}

TEST_F(DeliveryFollowerTest, WhatIsOlderThan24HoursIsNotSentAndForgotten) {
  clock_.Freeze();
  Enable();
  Follow();
  Count("old");
  ASSERT_TRUE(RollShards(*database_, "", "ttt", clock_.Now()));
  clock_.Advance(limits::kStreamRetentionMillis + 1'000);
  Count("new");
  ASSERT_TRUE(TrimLog(*database_));
  Run();
  EXPECT_EQ(Taken(), (Values{{"new", {1}}}));
  EXPECT_EQ(CountEntries(CatalogKind::kShard), 1U);
}

}  // namespace
}  // namespace tablerock
