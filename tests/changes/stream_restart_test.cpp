// Shards on disk: what a restart finds of them, also one that a crash left between closing and ending.
#include <gtest/gtest.h>

#include "changes/shard_splitting.h"
#include "changes/stream_fixture.h"
#include "changes/stream_lifecycle.h"
#include "storage/temporary_directory.h"

namespace tablerock {
namespace {

class StreamRestartTest : public StreamTest {
 protected:
  StreamRestartTest() { Restart(); }
  ~StreamRestartTest() override { database_.reset(); }  // before its directory
  void Restart() {
    DatabaseOptions options;
    options.data_directory = directory_.path();
    Open(options);
    ASSERT_TRUE(FinishClosingAll(*database_));  // as the server does
  }

  TemporaryDirectory directory_;
};

TEST_F(StreamRestartTest, GoesOnWhereItsShardsWere) {
  CreateStreamTable();
  Count("a");
  const std::string arn = Arn();
  StreamConsumer consumer(*database_, context_, arn);
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  Count("a");
  Restart();
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  Count("a");
  Restart();
  Count("a");
  const auto shards = Shards(arn);
  ASSERT_EQ(shards.size(), 5U);
  for (std::size_t i = 1; i < shards.size(); ++i) EXPECT_GT(shards[i].first, shards[0].first);
  StreamConsumer after(*database_, context_, arn);
  while (after.Poll(1)) {
  }
  EXPECT_EQ(after.error(), "");
  EXPECT_EQ(WrongInCounts(after.seen(), {{"a", 4}}), "");
}

TEST_F(StreamRestartTest, EndsAShardThatACrashLeftClosing) {
  CreateStreamTable();
  Count("a");
  Count("b");
  const std::string arn = Arn();
  ASSERT_TRUE(SplitShard(*database_, "", "ttt", ""));
  Count("a");
  // As the crash leaves it: the children are there, the parent's end is not.
  Shard parent = Shards(arn)[0];
  const SequenceNumber last = *parent.last;
  parent.last.reset();
  WriteBatch batch;
  PutShard(batch, parent);
  ASSERT_TRUE(database_->store().Write(std::move(batch)));
  StreamConsumer waiting(*database_, context_, arn);
  for (int i = 0; i < 5; ++i) waiting.Poll(100);
  EXPECT_EQ(WrongInCounts(waiting.seen(), {{"a", 1}, {"b", 1}}), "") << "the children have to wait";

  Restart();
  EXPECT_EQ(Shards(arn)[0].last, last);
  StreamConsumer consumer(*database_, context_, arn);
  while (consumer.Poll(100)) {
  }
  EXPECT_EQ(WrongInCounts(consumer.seen(), {{"a", 2}, {"b", 1}}), "");
}

}  // namespace
}  // namespace tablerock
