// Items whose time to live has passed, under a clock that stands still until it is moved.
#include "jobs/expiry_sweep.h"

#include <algorithm>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "changes/stream.h"
#include "jobs/expiry_fixture.h"
#include "operations/create_table.h"
#include "operations/delete_table.h"
#include "operations/describe_stream.h"
#include "operations/get_records.h"
#include "operations/get_shard_iterator.h"
#include "operations/scan.h"
#include "operations/update_item.h"
#include "operations/update_time_to_live.h"

namespace tablerock {
namespace {

constexpr std::int64_t kDay = 86'400;

class ExpirySweepTest : public ExpiryTest {
 protected:
  // The table's stream from its first record on.
  std::vector<StreamRecord> Records() {
    const std::string label = database_->catalog().Find("", "ttt")->description().latest_stream_label;
    const std::string arn = StreamArn(context_, "ttt", label);
    std::vector<StreamRecord> records;
    const auto stream = DescribeStream(*database_, context_, {arn, {}, {}, {}});
    EXPECT_TRUE(stream) << stream.error().classic();
    for (const auto& shard : stream->shards) {
      const auto iterator = GetShardIterator(*database_, context_, {arn, shard.shard_id, "TRIM_HORIZON", {}});
      EXPECT_TRUE(iterator) << iterator.error().classic();
      auto output = GetRecords(*database_, context_, {iterator->shard_iterator, {}});
      EXPECT_TRUE(output) << output.error().classic();
      for (auto& record : output->records) records.push_back(std::move(record));
    }
    return records;
  }
};

TEST_F(ExpirySweepTest, DeletesAnItemWhenItsSecondHasCome) {
  CreateExpiring();
  PutExpiring("tomorrow", kStart + kDay);
  PutExpiring("later", kStart + 2 * kDay);
  RunJobs();
  AdvanceSeconds(kDay - 1);
  RunJobs();
  EXPECT_TRUE(Has("tomorrow"));
  AdvanceSeconds(1);
  EXPECT_TRUE(Has("tomorrow")) << "between its time and the sweep it can be read";
  RunJobs();
  EXPECT_FALSE(Has("tomorrow"));
  EXPECT_TRUE(Has("later"));
  EXPECT_EQ(Entries(), ExpectedEntries());
  EXPECT_EQ(database_->catalog().Find("", "ttt")->counters().items.load(), 1);
}

TEST_F(ExpirySweepTest, CountsTopLevelNumbersOfSecondsOnly) {
  CreateExpiring();
  Put("ttt", R"({"pk":{"S":"none"}})");
  Put("ttt", R"({"pk":{"S":"text"},"e":{"S":"1767225599"}})");
  Put("ttt", R"({"pk":{"S":"nested"},"m":{"M":{"e":{"N":"1767225599"}}}})");
  Put("ttt", R"({"pk":{"S":"set"},"e":{"NS":["1767225599"]}})");
  Put("ttt", R"({"pk":{"S":"milliseconds"},"e":{"N":"1767225599000"}})");
  Put("ttt", R"({"pk":{"S":"huge"},"e":{"N":"1E+60"}})");
  Put("ttt", R"({"pk":{"S":"negative"},"e":{"N":"-5"}})");
  Put("ttt", R"({"pk":{"S":"whole"},"e":{"N":"176722559E+1"}})");
  Put("ttt", R"({"pk":{"S":"fraction"},"e":{"N":"1767225599.75"}})");
  AdvanceSeconds(1);  // from the sweep before to the next
  RunJobs();
  for (const char* key : {"none", "text", "nested", "set", "milliseconds", "huge", "negative"}) {
    EXPECT_TRUE(Has(key)) << key;
  }
  EXPECT_FALSE(Has("whole"));
  EXPECT_FALSE(Has("fraction"));
}

TEST_F(ExpirySweepTest, LeavesItemsAloneThatAreMoreThanFiveYearsPast) {
  CreateExpiring();
  PutExpiring("old", kStart - 5 * 365 * kDay - 1);
  PutExpiring("not-so-old", kStart + 1 - 5 * 365 * kDay);
  AdvanceSeconds(1);
  RunJobs();
  EXPECT_TRUE(Has("old"));
  EXPECT_FALSE(Has("not-so-old"));
  clock_.Set((kStart - 10) * 1000);
  RunJobs();
  EXPECT_FALSE(Has("old")) << "it is not that old by a clock that was set back";
}

TEST_F(ExpirySweepTest, FollowsTheItemWhoseTimeChanges) {
  CreateExpiring();
  PutExpiring("sooner", kStart + 100);
  PutExpiring("longer", kStart + 10);
  PutExpiring("never", kStart + 10);
  PutExpiring("gone", kStart + 10);
  UpdateItemInput update;
  update.table_name = "ttt";
  update.key = InputOf(R"({"pk":{"S":"longer"}})");
  update.update_expression = "SET e = :e";
  update.attributes = AttributesOf({}, R"({":e":{"N":")" + std::to_string(kStart + 200) + R"("}})");
  ASSERT_TRUE(UpdateItem(*database_, context_, update));
  update.key = InputOf(R"({"pk":{"S":"never"}})");
  update.update_expression = "REMOVE e";
  update.attributes = {};
  ASSERT_TRUE(UpdateItem(*database_, context_, update));
  Delete("gone");
  PutExpiring("sooner", kStart + 10);
  EXPECT_EQ(Entries(), ExpectedEntries());
  AdvanceSeconds(10);
  RunJobs();
  EXPECT_FALSE(Has("sooner"));
  EXPECT_TRUE(Has("longer"));
  EXPECT_TRUE(Has("never"));
  EXPECT_EQ(Entries(), ExpectedEntries());
}

TEST_F(ExpirySweepTest, DeletesInThePlaceOfTheServiceFromIndexesCountersAndTheLog) {
  CreateTableInput input = TableOf("ttt", "pk:S,sk:N");
  AddGlobalIndex(input, "gsi", "g:S");
  AddLocalIndex(input, "lsi", "pk:S,r:N");
  input.stream_specification = StreamSpecificationInput{true, "NEW_AND_OLD_IMAGES"};
  Create(input);
  ASSERT_EQ(SetTimeToLive(true), "");
  Put("ttt", R"({"pk":{"S":"a"},"sk":{"N":"1"},"g":{"S":"x"},"r":{"N":"1"},"e":{"N":"1767225601"}})");
  AdvanceSeconds(60);
  RunJobs();
  for (const char* index : {"", "gsi", "lsi"}) {
    ScanInput scan;
    scan.table_name = "ttt";
    if (*index != 0) scan.index_name = index;
    EXPECT_EQ(Scan(*database_, context_, scan)->count, 0U) << index;
  }
  const TableHandle table = database_->catalog().Find("", "ttt");
  EXPECT_EQ(table->counters().bytes.load(), 0);
  for (const char* index : {"gsi", "lsi"}) {
    EXPECT_EQ(table->counters(table->description().FindIndex(index)->index_id).items.load(), 0) << index;
  }
  const auto cursor = database_->store().NewCursor(Family::kDerived, "", "");
  cursor->SeekToFirst();
  EXPECT_FALSE(cursor->Valid()) << "the collection's size and the expiry entry are gone";

  const auto records = Records();
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].change.origin, ChangeOrigin::kUser);
  EXPECT_EQ(records[1].change.event, ChangeEvent::kRemove);
  EXPECT_EQ(records[1].change.origin, ChangeOrigin::kExpiry);
  EXPECT_EQ(records[1].change.creation_time, clock_.Now());
}

TEST_F(ExpirySweepTest, ComesNoSoonerThanItsIntervalAfterTheOneBefore) {
  DatabaseOptions options;
  options.in_memory = true;
  options.expiry_sweep_millis = 60'000;
  Open(options);
  CreateExpiring();
  PutExpiring("a", kStart + 100);
  AdvanceSeconds(100);
  RunJobs();
  EXPECT_FALSE(Has("a"));
  PutExpiring("b", kStart + 110);
  AdvanceSeconds(59);
  RunJobs();
  EXPECT_TRUE(Has("b"));
  AdvanceSeconds(1);
  RunJobs();
  EXPECT_FALSE(Has("b"));
}

TEST_F(ExpirySweepTest, DoesNothingWhileNothingIsDue) {
  CreateExpiring();
  PutExpiring("a", kStart + kDay);
  RunJobs();
  EXPECT_EQ(database_->expiry_alarm().due(), (kStart + kDay) * 1000);
  const std::uint64_t rings = database_->job_signal().rings();
  PutExpiring("b", kStart + 2 * kDay);
  Put("ttt", R"({"pk":{"S":"c"}})");
  EXPECT_EQ(database_->job_signal().rings(), rings) << "what is due later than the first wakes nobody";
  PutExpiring("d", kStart + 60);
  EXPECT_EQ(database_->job_signal().rings(), rings + 1);
  Delete("d");
  AdvanceSeconds(60);
  RunJobs();
  EXPECT_EQ(database_->expiry_alarm().due(), (kStart + kDay) * 1000);
}

TEST_F(ExpirySweepTest, DeletesMoreThanOneStepTakesAndFromSeveralTables) {
  CreateExpiring();
  CreateTableWithKeys("other", "pk:S");
  ASSERT_TRUE(UpdateTimeToLive(*database_, context_, {"other", true, "e"}));
  for (int i = 0; i < 300; ++i) PutExpiring("k" + std::to_string(i), kStart + 1 + i % 3);
  Put("other", R"({"pk":{"S":"o"},"e":{"N":"1767225601"}})");
  PutExpiring("stays", kStart + kDay);
  RunJobs();
  AdvanceSeconds(3);
  RunJobs();
  EXPECT_EQ(database_->catalog().Find("", "ttt")->counters().items.load(), 1);
  EXPECT_EQ(database_->catalog().Find("", "other")->counters().items.load(), 0);
  EXPECT_EQ(Entries(), ExpectedEntries());
}

TEST_F(ExpirySweepTest, ADroppedTableHoldsNothingUp) {
  CreateExpiring();
  PutExpiring("a", kStart + 1);
  ASSERT_TRUE(DeleteTable(*database_, context_, {"ttt"}));
  CreateExpiring();
  PutExpiring("b", kStart + 1);
  AdvanceSeconds(5);
  RunJobs();
  EXPECT_FALSE(Has("b"));
}

TEST_F(ExpirySweepTest, TheClockStopsAtEachTimeThatItPasses) {
  CreateTableInput input = TableOf("ttt", "pk:S");
  input.stream_specification = StreamSpecificationInput{true, "KEYS_ONLY"};
  Create(input);
  ASSERT_EQ(SetTimeToLive(true), "");
  for (const int hours : {1, 2, 3}) PutExpiring("in-" + std::to_string(hours), kStart + hours * 3600);
  jobs_->MoveClockForward((kStart + kDay / 4) * 1000);
  EXPECT_EQ(clock_.Now(), (kStart + kDay / 4) * 1000);
  std::vector<UnixMillis> removed;
  for (const auto& record : Records()) {
    if (record.change.event == ChangeEvent::kRemove) removed.push_back(record.change.creation_time);
  }
  std::sort(removed.begin(), removed.end());
  const UnixMillis hour = 3'600'000;
  EXPECT_EQ(removed,
            (std::vector<UnixMillis>{kStart * 1000 + hour, kStart * 1000 + 2 * hour, kStart * 1000 + 3 * hour}));
}

TEST_F(ExpirySweepTest, TheBackgroundIsWokenByAMoveOfTheClockAndByAnItemThatIsDueSooner) {
  CreateExpiring();
  PutExpiring("tomorrow", kStart + kDay);
  jobs_->Start();
  AdvanceSeconds(kDay);
  while (Has("tomorrow")) std::this_thread::yield();
  PutExpiring("soon", kStart + kDay + 10);
  AdvanceSeconds(10);
  while (Has("soon")) std::this_thread::yield();
  PutExpiring("at-the-end", kStart + 2 * kDay);
  jobs_->MoveClockForward((kStart + 3 * kDay) * 1000);
  EXPECT_FALSE(Has("at-the-end")) << "all is done when the clock is there";
  EXPECT_EQ(clock_.Now(), (kStart + 3 * kDay) * 1000);
  jobs_->Stop();
}

}  // namespace
}  // namespace tablerock
