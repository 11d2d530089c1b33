// What happens to streams as time goes by, on a clock that only the test moves: shards close, records and streams are
// forgotten and deleted, iterators expire.
#include <gtest/gtest.h>

#include <thread>

#include "changes/log_trim.h"
#include "changes/shard_splitting.h"
#include "changes/stream_fixture.h"
#include "jobs/job_runner.h"
#include "operations/describe_stream.h"
#include "operations/get_shard_iterator.h"

namespace tablerock {
namespace {

constexpr std::int64_t kMinute = 60'000;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;

class StreamTimersTest : public StreamTest {
 protected:
  // Moves the clock and does what is due then.
  void Pass(std::int64_t millis) {
    clock_.Advance(millis);
    const auto done = JobRunner(*database_).RunUntilIdle();
    ASSERT_TRUE(done) << done.error().cause();
  }
  ErrorType ErrorOfRead(const std::string& iterator) {
    const auto output = GetRecords(*database_, context_, {iterator, {}});
    return output ? ErrorType::kInternalServerError : output.error().type();
  }
};

TEST_F(StreamTimersTest, ClosesAShardAfterFourHours) {
  CreateStreamTable();
  PutKey("a");
  Pass(4 * kHour - 1);
  EXPECT_EQ(Shards(Arn()).size(), 1U);
  Pass(1);
  auto shards = Shards(Arn());
  ASSERT_EQ(shards.size(), 2U);
  EXPECT_TRUE(shards[0].last);
  EXPECT_EQ(shards[1].parent_shard_id, shards[0].shard_id);
  Pass(4 * kHour);
  EXPECT_EQ(Shards(Arn()).size(), 3U);
}

TEST_F(StreamTimersTest, ClosesShardsAfterTheTimeThatIsSet) {
  DatabaseOptions options;
  options.in_memory = true;
  options.stream_shards = 2;
  options.shard_life_millis = 5 * kMinute;
  Open(options);
  CreateStreamTable();
  Pass(5 * kMinute);
  EXPECT_EQ(Shards(Arn()).size(), 4U);
}

TEST_F(StreamTimersTest, ClosesShardsWhileTheRunnerSleeps) {
  CreateStreamTable();
  JobRunner runner(*database_);
  runner.Start();
  // Nothing but the move of the clock wakes it.
  clock_.Advance(4 * kHour);
  while (Shards(Arn()).size() < 2) std::this_thread::yield();
  clock_.Advance(4 * kHour);
  while (Shards(Arn()).size() < 3) std::this_thread::yield();
  runner.Stop();
}

TEST_F(StreamTimersTest, HidesRecordsAfterADayAndDeletesThemThen) {
  CreateStreamTable();
  PutKey("a");
  Pass(4 * kHour);
  PutKey("b");
  const std::string old_shard = Shards(Arn())[0].shard_id;
  Pass(20 * kHour);
  EXPECT_EQ(KeysOf(Arn()), (std::vector<std::string>{"a", "b"}));
  Pass(1);
  EXPECT_EQ(KeysOf(Arn()), (std::vector<std::string>{"b"}));
  for (const Shard& shard : Shards(Arn())) EXPECT_NE(shard.shard_id, old_shard);
  Pass(10 * kMinute);
  EXPECT_EQ(CountLogRecords(), 1U);
  Pass(4 * kHour);
  EXPECT_TRUE(KeysOf(Arn()).empty());
  EXPECT_EQ(CountLogRecords(), 0U);
  EXPECT_FALSE(Shards(Arn()).empty()) << "the stream is on";
}

TEST_F(StreamTimersTest, KeepsNoMoreShardsThanADayHas) {
  CreateStreamTable();
  for (int hour = 0; hour < 24 * 5; ++hour) {
    Count("a");
    Pass(kHour);
  }
  EXPECT_LE(CountEntries(CatalogKind::kShard), 8U);
  EXPECT_LE(CountLogRecords(), 28U);
  const auto records = KeysOf(Arn());
  EXPECT_EQ(records.size(), 24U);
}

TEST_F(StreamTimersTest, SaysThatWhatWasAskedForIsTrimmed) {
  CreateStreamTable();
  PutKey("a");
  PutKey("b");
  const std::string arn = Arn();
  const Shard shard = Shards(arn)[0];
  const std::string number = ToWire(ReadOn(IteratorOf(arn, shard.shard_id)).at(0).stored.number);
  clock_.Advance(kDay - kMinute);
  const std::string at = IteratorOf(arn, shard.shard_id, "AT_SEQUENCE_NUMBER", number);
  const std::string horizon = IteratorOf(arn, shard.shard_id);
  // Behind the first of two, so the second is known to be there.
  const std::string next = *GetRecords(*database_, context_, {horizon, 1})->next_shard_iterator;
  clock_.Advance(2 * kMinute);
  EXPECT_EQ(ErrorOfRead(at), ErrorType::kTrimmedDataAccess);
  EXPECT_EQ(ErrorOfRead(next), ErrorType::kTrimmedDataAccess);
  EXPECT_TRUE(ReadOn(horizon).empty()) << "begins at what is left";
  for (const char* type : {"AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"}) {
    const auto output = GetShardIterator(*database_, context_, {arn, shard.shard_id, type, number});
    ASSERT_FALSE(output);
    EXPECT_EQ(output.error().type(), ErrorType::kTrimmedDataAccess);
  }
}

TEST_F(StreamTimersTest, KeepsTheIteratorOfAnIdleStreamGood) {
  CreateStreamTable();
  PutKey("a");
  std::string iterator = IteratorOf(Arn(), Shards(Arn())[0].shard_id, "LATEST");
  for (int i = 0; i < 30 * 6; ++i) {  // 30 hours
    clock_.Advance(10 * kMinute);
    const auto page = GetRecords(*database_, context_, {iterator, {}});
    ASSERT_TRUE(page) << i << " " << page.error().classic();
    EXPECT_TRUE(page->records.empty());
    iterator = *page->next_shard_iterator;
  }
  PutKey("b");
  EXPECT_EQ(ReadOn(iterator).size(), 1U);
}

TEST_F(StreamTimersTest, EndsAShardThatWasDeletedUnderItsReader) {
  CreateStreamTable();
  PutKey("a");
  const std::string arn = Arn();
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  const std::string shard_id = Shards(arn)[0].shard_id;
  clock_.Advance(kDay);
  const std::string iterator = IteratorOf(arn, shard_id);
  Pass(11 * kMinute);
  EXPECT_EQ(CountLogRecords(), 0U);
  const auto page = GetRecords(*database_, context_, {iterator, {}});
  ASSERT_TRUE(page) << page.error().classic();
  EXPECT_TRUE(page->records.empty());
  EXPECT_FALSE(page->next_shard_iterator);
}

TEST_F(StreamTimersTest, ExpiresIteratorsAfterFifteenMinutes) {
  CreateStreamTable();
  PutKey("a");
  const std::string iterator = IteratorOf(Arn(), Shards(Arn())[0].shard_id);
  clock_.Advance(15 * kMinute - 1);
  const auto page = GetRecords(*database_, context_, {iterator, {}});
  ASSERT_TRUE(page);
  clock_.Advance(1);
  EXPECT_EQ(ErrorOfRead(iterator), ErrorType::kExpiredIterator);
  EXPECT_EQ(GetRecords(*database_, context_, {iterator, {}}).error().classic(),
            "The provided iterator exceeds the maximum age allowed");
  EXPECT_TRUE(GetRecords(*database_, context_, {*page->next_shard_iterator, {}})) << "its 15 minutes are its own";
}

TEST_F(StreamTimersTest, KeepsAStreamForADayAfterItIsSwitchedOff) {
  CreateStreamTable();
  clock_.Advance(kHour);
  PutKey("a");
  const std::string arn = Arn();
  clock_.Advance(kHour);
  SwitchStream(false);
  Pass(23 * kHour);
  EXPECT_EQ(KeysOf(arn), (std::vector<std::string>{"a"}));
  EXPECT_EQ(Shards(arn).size(), 1U) << "no children: it was closed by switching off";
  Pass(kHour - 1);
  EXPECT_TRUE(DescribeStream(*database_, context_, {arn, {}, {}, {}}));
  Pass(1);
  EXPECT_EQ(DescribeStream(*database_, context_, {arn, {}, {}, {}}).error().type(), ErrorType::kResourceNotFound);
  Pass(10 * kMinute);
  EXPECT_EQ(CountEntries(CatalogKind::kStream), 0U);
  EXPECT_EQ(CountEntries(CatalogKind::kShard), 0U);
  EXPECT_EQ(CountLogRecords(), 0U);
}

TEST_F(StreamTimersTest, DeletesTheStreamOfADeletedTableAndNotThatOfItsNamesake) {
  CreateStreamTable();
  PutKey("old");
  const std::string old_arn = Arn();
  clock_.Advance(kHour);
  DropTable();
  CreateStreamTable();
  PutKey("new");
  const std::string new_arn = Arn();
  EXPECT_NE(old_arn, new_arn);
  EXPECT_EQ(KeysOf(old_arn), (std::vector<std::string>{"old"}));
  EXPECT_EQ(KeysOf(new_arn), (std::vector<std::string>{"new"}));
  Pass(kDay);
  EXPECT_EQ(DescribeStream(*database_, context_, {old_arn, {}, {}, {}}).error().type(), ErrorType::kResourceNotFound);
  EXPECT_EQ(KeysOf(new_arn), (std::vector<std::string>{"new"}));
  Pass(10 * kMinute);
  EXPECT_EQ(CountEntries(CatalogKind::kStream), 1U);
}

TEST_F(StreamTimersTest, GivesATableMadeAgainANewStreamAlsoWhileTimeStandsStill) {
  std::vector<std::string> arns;
  for (const char* key : {"first", "second", "third"}) {
    CreateStreamTable();
    PutKey(key);
    arns.push_back(Arn());
    DropTable();
  }
  EXPECT_EQ(KeysOf(arns[0]), (std::vector<std::string>{"first"}));
  EXPECT_EQ(KeysOf(arns[1]), (std::vector<std::string>{"second"}));
  EXPECT_EQ(KeysOf(arns[2]), (std::vector<std::string>{"third"}));
}

TEST_F(StreamTimersTest, DoesInOneStepWhatManyDaysLeft) {
  CreateStreamTable();
  PutKey("a");
  Pass(30 * kDay);
  const auto shards = Shards(Arn());
  ASSERT_EQ(shards.size(), 1U) << "the parent was past its day at once";
  EXPECT_FALSE(shards[0].last);
  EXPECT_EQ(CountLogRecords(), 0U);
  PutKey("b");
  EXPECT_EQ(KeysOf(Arn()), (std::vector<std::string>{"b"}));
}

TEST_F(StreamTimersTest, TellsWhenThereIsMoreToDo) {
  const UnixMillis now = clock_.Now();
  EXPECT_EQ(*RollOldShards(*database_), now + 4 * kHour) << "no stream, and none that is made later is due earlier";
  CreateStreamTable();
  PutKey("a");
  clock_.Advance(kHour);
  EXPECT_EQ(*RollOldShards(*database_), now + 4 * kHour);
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  const auto trim_due = TrimLog(*database_);
  ASSERT_TRUE(trim_due);
  EXPECT_GT(*trim_due, now + kDay);
  EXPECT_LE(*trim_due, now + kDay + 10 * kMinute);
}

}  // namespace
}  // namespace tablerock
