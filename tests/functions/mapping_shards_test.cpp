// A mapping at work on more than one shard: parents before children, one stream of a table before the next.
#include <gtest/gtest.h>

#include "changes/shard_splitting.h"
#include "functions/follower_fixture.h"

namespace tablerock {
namespace {

using Batches = std::vector<Batch>;

TEST_F(FollowerTest, ReadsAShardToItsEndBeforeItsChildren) {
  CreateStreamTable();
  Follow({{"BatchSize", 1}});
  PutKey("a", "1");
  PutKey("b", "2");
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  PutKey("a", "3");
  PutKey("b", "4");
  const auto first = Step();
  ASSERT_EQ(first.size(), 1U) << "the children wait";
  EXPECT_EQ(BatchOf(first.front()), (Batch{"1"}));
  Answer(first.front(), Succeeded());
  const Batches rest = Run();
  ASSERT_EQ(rest.size(), 3U);
  EXPECT_EQ(rest[0], (Batch{"2"}));
}

TEST_F(FollowerTest, SleepsUntilAClosingShardHasItsEnd) {
  CreateStreamTable();
  Follow();
  PutKey("a", "1");
  BeginClosing();
  PutKey("a", "2");
  EXPECT_EQ(Run(), (Batches{{"1"}})) << "the child waits";
  EXPECT_FALSE(wake_at_) << "it does not poll";
  EXPECT_TRUE(FinishClosingRings());
  EXPECT_EQ(Run(), (Batches{{"2"}}));
}

TEST_F(FollowerTest, AFailingShardDoesNotHoldUpAnother) {
  CreateStreamTable();
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  Follow({{"BatchSize", 1}});
  // Keys of both halves: enough of them that no half is without one.
  for (int i = 0; i < 20; ++i) PutKey("p" + std::to_string(i), std::to_string(i));
  std::string failing;
  const Batches batches = Run([&](const Batch& batch) {
    if (failing.empty()) failing = batch.front();
    return batch.front() == failing ? Failed() : Succeeded();
  });
  EXPECT_GT(batches.size(), 2U);
  EXPECT_LT(batches.size(), 20U);
}

TEST_F(FollowerTest, ReadsATablesStreamToItsEndBeforeTheNextOne) {
  CreateStreamTable();
  Follow({{"BatchSize", 1}});
  EXPECT_EQ(Run(), Batches());
  PutKey("a", "1");
  PutKey("a", "2");
  SwitchStream(false);
  PutKey("a", "unseen");
  SwitchStream(true);
  PutKey("a", "3");
  EXPECT_EQ(Run(), (Batches{{"1"}, {"2"}, {"3"}}));
  PutKey("a", "4");
  DropTable();
  CreateStreamTable();
  PutKey("a", "5");
  Follow({{"BatchSize", 1}});  // also after a restart
  EXPECT_EQ(Run(), (Batches{{"4"}, {"5"}}));
}

TEST_F(FollowerTest, AMappingThatBeginsMeansTheTablesPresentStream) {
  CreateStreamTable();
  PutKey("a", "of another table");
  DropTable();
  CreateStreamTable();
  PutKey("a", "1");
  Follow();
  EXPECT_EQ(Run(), (Batches{{"1"}}));
}

TEST_F(FollowerTest, AMappingOfOneStreamEndsWithIt) {
  CreateStreamTable();
  const std::string label = database_->catalog().Find("", "ttt")->description().latest_stream_label;
  Follow({{"TableName", nullptr}, {"EventSourceArn", StreamArn(context_, "ttt", label)}});
  PutKey("a", "1");
  SwitchStream(false);
  SwitchStream(true);
  PutKey("a", "2");
  EXPECT_EQ(Run(), (Batches{{"1"}}));
}

}  // namespace
}  // namespace tablerock
