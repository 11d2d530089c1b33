// ShardTail: what it gives, what comes again, and when it looks.
#include "changes/shard_tail.h"

#include <gtest/gtest.h>

#include <vector>

#include "changes/stream_fixture.h"

namespace tablerock {
namespace {

using Numbers = std::vector<SequenceNumber>;

class ShardTailTest : public StreamTest {
 protected:
  ShardTailTest() {
    CreateStreamTable();
    tail_.emplace(*database_, Shards(Arn()).front(), 0);
  }
  // Takes `count` records and leaves the next one, with an error if `fails`. Returns the numbers of those taken.
  Numbers Take(std::size_t count, bool fails = false, std::size_t limit = 1'000) {
    Numbers taken;
    const auto read = tail_->Read(limit, 1U << 20U, [&](ShardRecord record) -> Result<bool> {
      if (taken.size() == count && fails) return ApiError::Internal("not this one");
      if (taken.size() == count) return false;
      taken.push_back(record.number);
      return true;
    });
    EXPECT_EQ(static_cast<bool>(read), !fails);
    return taken;
  }

  std::optional<ShardTail> tail_;
};

TEST_F(ShardTailTest, WhatIsNotTakenComesAgain) {
  for (const char* key : {"a", "b", "c", "d"}) PutKey(key);
  const Numbers first = Take(1);
  ASSERT_EQ(first.size(), 1U);
  EXPECT_TRUE(tail_->has_more());
  EXPECT_GT(tail_->next(), first.front());
  const Numbers second = Take(2, false, 2);
  ASSERT_EQ(second.size(), 2U);
  EXPECT_LT(first.front(), second.front());
  EXPECT_TRUE(tail_->has_more());
  EXPECT_EQ(Take(10).size(), 1U);
  EXPECT_FALSE(tail_->has_more());
  EXPECT_EQ(Take(10), Numbers());
}

TEST_F(ShardTailTest, WhatFailedComesAgainThoughNothingIsWritten) {
  EXPECT_EQ(Take(10), Numbers());
  PutKey("a");
  PutKey("b");
  EXPECT_EQ(Take(0, true), Numbers());
  EXPECT_TRUE(tail_->has_more());
  EXPECT_EQ(Take(1, true).size(), 1U);
  EXPECT_EQ(Take(10).size(), 1U);
}

TEST_F(ShardTailTest, EndsWithTheShardOnceAllIsTaken) {
  PutKey("a");
  SwitchStream(false);
  const Shard closed = Shards(Arn()).front();
  ASSERT_TRUE(closed.last);
  tail_->SetLast(*closed.last);
  Take(0);
  EXPECT_FALSE(tail_->at_end());
  Take(10);
  EXPECT_TRUE(tail_->at_end());
}

}  // namespace
}  // namespace tablerock
