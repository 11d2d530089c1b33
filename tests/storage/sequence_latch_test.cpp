#include "storage/sequence_latch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>
#include <utility>
#include <vector>

namespace tablerock {
namespace {

constexpr UnixMillis kStart = 1'763'800'000'000;

class SequenceLatchTest : public testing::Test {
 protected:
  SequenceLatchTest() {
    clock_.Freeze();
    clock_.Set(kStart);
  }
  SequenceLatch MakeLatch(SequenceNumber floor = 0) {
    return SequenceLatch(clock_, floor, [this](SequenceNumber mark) -> Result<void> {
      if (fail_) return ApiError::Internal("disk full");
      marks_.push_back(mark);
      return {};
    });
  }

  Clock clock_;
  bool fail_ = false;
  std::vector<SequenceNumber> marks_;
};

TEST_F(SequenceLatchTest, BeginsAtTheClock) {
  auto latch = MakeLatch();
  const auto ticket = latch.Assign(1);
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->first(), FirstSequenceNumberAt(kStart));
  EXPECT_EQ(MillisOf(ticket->first()), kStart);
  EXPECT_EQ(latch.Highest(), ticket->first());
}

TEST_F(SequenceLatchTest, GivesRunsOneBehindTheOtherWhileTheClockStands) {
  auto latch = MakeLatch();
  const auto first = latch.Assign(3);
  const auto second = latch.Assign(1);
  EXPECT_EQ(second->first(), first->first() + 3);
}

TEST_F(SequenceLatchTest, FollowsTheClockForwardButNeverBack) {
  auto latch = MakeLatch();
  const auto first = latch.Assign(1);
  clock_.Advance(5);
  const auto second = latch.Assign(1);
  EXPECT_EQ(second->first(), FirstSequenceNumberAt(kStart + 5));
  clock_.Set(kStart - 60'000);
  const auto third = latch.Assign(1);
  EXPECT_EQ(third->first(), second->first() + 1);
  clock_.Set(-5);
  EXPECT_EQ(latch.Assign(1)->first(), third->first() + 1);
}

TEST_F(SequenceLatchTest, BorrowsTheNextMillisecondWhenTheCounterIsFull) {
  auto latch = MakeLatch();
  const auto first = latch.Assign((1U << 20U) - 1);
  const auto second = latch.Assign(2);  // the last of this millisecond and the first of the next
  EXPECT_EQ(MillisOf(second->first()), kStart);
  EXPECT_EQ(MillisOf(second->first() + 1), kStart + 1);
  const auto third = latch.Assign(1);
  EXPECT_EQ(MillisOf(third->first()), kStart + 1);
  clock_.Advance(1);
  EXPECT_EQ(latch.Assign(1)->first(), third->first() + 1) << "the clock has only caught up";
}

TEST_F(SequenceLatchTest, GivesNoNumberUpToTheFloor) {
  const SequenceNumber floor = FirstSequenceNumberAt(kStart + 2'000);
  auto latch = MakeLatch(floor);
  EXPECT_EQ(latch.Highest(), floor);
  EXPECT_EQ(latch.Watermark(), floor + 1);
  EXPECT_EQ(latch.Assign(1)->first(), floor + 1);
}

TEST_F(SequenceLatchTest, KeepsTheHighMarkAboveEveryNumber) {
  auto latch = MakeLatch();
  for (int i = 0; i < 2'000; ++i) {
    const auto ticket = latch.Assign(1 + static_cast<std::uint32_t>(i % 7));
    ASSERT_FALSE(marks_.empty());
    ASSERT_GE(marks_.back(), latch.Highest());
    clock_.Advance(i % 5);
  }
  EXPECT_TRUE(std::is_sorted(marks_.begin(), marks_.end()));
  EXPECT_LE(marks_.size(), 10U) << "about one a second, not one a number";
}

TEST_F(SequenceLatchTest, GivesNothingWhenTheHighMarkCannotBeKept) {
  auto latch = MakeLatch();
  fail_ = true;
  const auto failed = latch.Assign(1);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().type(), ErrorType::kInternalServerError);
  EXPECT_EQ(latch.Highest(), 0U);
  fail_ = false;
  EXPECT_EQ(latch.Assign(1)->first(), FirstSequenceNumberAt(kStart));
}

TEST_F(SequenceLatchTest, TheWatermarkStandsBelowTheOldestInFlight) {
  auto latch = MakeLatch();
  auto first = std::make_optional(std::move(*latch.Assign(2)));
  auto second = std::make_optional(std::move(*latch.Assign(2)));
  auto third = std::make_optional(std::move(*latch.Assign(2)));
  const SequenceNumber start = first->first();
  EXPECT_EQ(latch.Watermark(), start);
  second.reset();
  EXPECT_EQ(latch.Watermark(), start) << "the first is still being written";
  first.reset();
  EXPECT_EQ(latch.Watermark(), start + 4);
  third.reset();
  EXPECT_EQ(latch.Watermark(), start + 6);
}

TEST_F(SequenceLatchTest, AMovedTicketIsReleasedOnce) {
  auto latch = MakeLatch();
  auto ticket = latch.Assign(1);
  {
    const SequenceLatch::Ticket moved = std::move(*ticket);
    EXPECT_EQ(latch.Watermark(), moved.first());
  }
  EXPECT_EQ(latch.Watermark(), latch.Highest() + 1);
}

TEST_F(SequenceLatchTest, ThreadsGetNumbersOfTheirOwnAndAWatermarkThatHolds) {
  constexpr int kThreads = 4;
  constexpr int kRounds = 2'000;
  clock_.Resume();
  auto latch = MakeLatch();
  std::vector<std::vector<SequenceNumber>> given(kThreads);
  std::vector<std::thread> threads;
  std::atomic<bool> broken{false};
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kRounds; ++i) {
        const auto ticket = latch.Assign(2);
        if (latch.Watermark() > ticket->first()) broken = true;  // in flight, so never below the watermark
        given[static_cast<std::size_t>(t)].push_back(ticket->first());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_FALSE(broken);
  std::set<SequenceNumber> all;
  for (const auto& of_thread : given) {
    EXPECT_TRUE(std::is_sorted(of_thread.begin(), of_thread.end()));
    for (const auto first : of_thread) {
      EXPECT_TRUE(all.insert(first).second);
      EXPECT_TRUE(all.insert(first + 1).second);
    }
  }
  EXPECT_EQ(latch.Watermark(), latch.Highest() + 1);
}

}  // namespace
}  // namespace tablerock
