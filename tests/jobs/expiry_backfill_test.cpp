// Time to live that is enabled on a table with items, and disabled again.
#include "jobs/expiry_backfill.h"

#include <filesystem>
#include <random>
#include <string>

#include "jobs/expiry_fixture.h"
#include "operations/delete_table.h"
#include "operations/describe_time_to_live.h"

namespace tablerock {
namespace {

class ExpiryBackfillTest : public ExpiryTest {
 protected:
  void PutNumbered(int count) {
    for (int i = 0; i < count; ++i) PutExpiring("item-" + std::to_string(i), kStart + 10 + i % 5);
  }
  std::size_t CountJobs() { return database_->catalog().ListEntries(CatalogKind::kJob)->size(); }
};

TEST_F(ExpiryBackfillTest, FindsTheItemsThatThereWere) {
  CreateTableWithKeys("ttt", "pk:S");
  PutNumbered(300);
  Put("ttt", R"({"pk":{"S":"stays"}})");
  ASSERT_EQ(SetTimeToLive(true), "");
  EXPECT_EQ(CountJobs(), 1U);
  RunJobs();
  EXPECT_EQ(CountJobs(), 0U);
  EXPECT_EQ(Entries().size(), 300U);
  EXPECT_EQ(Entries(), ExpectedEntries());
  AdvanceSeconds(60);
  RunJobs();
  EXPECT_EQ(database_->catalog().Find("", "ttt")->counters().items.load(), 1);
  EXPECT_TRUE(Has("stays"));
}

TEST_F(ExpiryBackfillTest, WritesBetweenItsStepsAreKeptInStep) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  CreateTableWithKeys("ttt", "pk:S");
  PutNumbered(700);
  ASSERT_EQ(SetTimeToLive(true), "");
  for (bool more = true; more;) {
    const auto stepped = jobs_->StepEach();
    ASSERT_TRUE(stepped);
    more = *stepped;
    for (int write = 0; write < 100; ++write) {
      const std::string key = "item-" + std::to_string(random() % 1000);
      switch (random() % 3) {
        case 0:
          Delete(key);
          break;
        case 1:
          PutExpiring(key, kStart + 20 + static_cast<std::int64_t>(random() % 50));
          break;
        default:
          Put("ttt", R"({"pk":{"S":")" + key + R"("}})");
      }
    }
  }
  EXPECT_EQ(Entries(), ExpectedEntries());
}

TEST_F(ExpiryBackfillTest, DisablingTakesTheEntriesOutAndNothingExpires) {
  CreateExpiring();
  PutNumbered(10);
  ASSERT_EQ(SetTimeToLive(false), "");
  AdvanceSeconds(60);
  RunJobs();
  EXPECT_TRUE(Entries().empty());
  EXPECT_EQ(CountJobs(), 0U);
  EXPECT_TRUE(Has("item-3"));
  PutExpiring("item-3", kStart + 70);
  EXPECT_TRUE(Entries().empty());
}

TEST_F(ExpiryBackfillTest, EnablingOnAnotherAttributeBeforeTheJobsCameByFindsTheNewTimesAlone) {
  CreateExpiring();
  PutNumbered(200);
  ASSERT_EQ(SetTimeToLive(false), "");
  Put("ttt", R"({"pk":{"S":"item-7"},"e":{"N":"1767225611"},"f":{"N":"1767225660"}})");
  ASSERT_EQ(SetTimeToLive(true, "f"), "");
  RunJobs();
  EXPECT_EQ(Entries(), (std::multiset<std::string>{"1767225660 item-7"}));
  AdvanceSeconds(30);
  RunJobs();
  EXPECT_EQ(database_->catalog().Find("", "ttt")->counters().items.load(), 200);
  AdvanceSeconds(30);
  RunJobs();
  EXPECT_FALSE(Has("item-7"));
}

TEST_F(ExpiryBackfillTest, AnOlderBackfillDoesNotGoOnForANewerEnabling) {
  CreateTableWithKeys("ttt", "pk:S");
  PutNumbered(400);
  ASSERT_EQ(SetTimeToLive(true), "");
  ASSERT_TRUE(jobs_->StepEach());
  EXPECT_LT(Entries().size(), 400U);
  ASSERT_EQ(SetTimeToLive(false), "");
  ASSERT_EQ(SetTimeToLive(true), "");
  RunJobs();
  EXPECT_EQ(Entries(), ExpectedEntries());
  EXPECT_EQ(Entries().size(), 400U);
}

TEST_F(ExpiryBackfillTest, GoesOnAfterARestart) {
  const std::filesystem::path directory =
      std::filesystem::path(testing::TempDir()) / ("tablerock-expiry-" + std::to_string(std::random_device{}()));
  DatabaseOptions options;
  options.data_directory = directory.string();
  Open(options);
  CreateTableWithKeys("ttt", "pk:S");
  PutNumbered(600);
  ASSERT_EQ(SetTimeToLive(true), "");
  ASSERT_TRUE(jobs_->StepEach());
  const auto before = Entries().size();
  EXPECT_GT(before, 0U);
  EXPECT_LT(before, 600U);

  Open(options);
  EXPECT_EQ(DescribeTimeToLive(*database_, context_, {"ttt"})->attribute_name, "e");
  Delete("item-1");
  RunJobs();
  EXPECT_EQ(Entries(), ExpectedEntries());

  Open(options);
  AdvanceSeconds(60);
  RunJobs();
  EXPECT_EQ(database_->catalog().Find("", "ttt")->counters().items.load(), 0) << "due items of an earlier run";
  database_.reset();
  std::filesystem::remove_all(directory);
}

TEST_F(ExpiryBackfillTest, ADroppedTableEndsItsJobs) {
  CreateTableWithKeys("ttt", "pk:S");
  PutNumbered(300);
  ASSERT_EQ(SetTimeToLive(true), "");
  ASSERT_TRUE(jobs_->StepEach());
  ASSERT_EQ(SetTimeToLive(false), "");
  ASSERT_TRUE(DeleteTable(*database_, context_, {"ttt"}));
  RunJobs();
  EXPECT_EQ(CountJobs(), 0U);
}

}  // namespace
}  // namespace tablerock
