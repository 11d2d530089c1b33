#include "core/clock.h"

#include <gtest/gtest.h>

#include <utility>

namespace tablerock {
namespace {

TEST(ClockTest, StandsStillWhileItIsFrozenAndMovesWhenItIsAdvanced) {
  Clock clock;
  clock.Freeze();
  const UnixMillis frozen = clock.Now();
  EXPECT_TRUE(clock.frozen());
  EXPECT_EQ(clock.Now(), frozen);
  clock.Advance(86'400'000);
  EXPECT_EQ(clock.Now(), frozen + 86'400'000);
  clock.Set(5);
  EXPECT_EQ(clock.Now(), 5);
}

TEST(ClockTest, RunsOnFromWhereItWasSet) {
  Clock clock;
  const UnixMillis before = clock.Now();
  clock.Advance(3'600'000);
  EXPECT_GE(clock.Now(), before + 3'600'000);
  clock.Freeze();
  const UnixMillis frozen = clock.Now();
  clock.Resume();
  EXPECT_FALSE(clock.frozen());
  EXPECT_GE(clock.Now(), frozen);
}

TEST(ClockTest, TellsOfEachMoveAsLongAsTheSubscriptionLives) {
  Clock clock;
  int told = 0;
  {
    const Clock::Subscription subscription = clock.OnMove([&] { ++told; });
    clock.Freeze();
    EXPECT_EQ(told, 1);
    clock.Freeze();
    EXPECT_EQ(told, 1) << "it was frozen already";
    clock.Advance(1);
    EXPECT_EQ(told, 2);
    clock.Set(5);
    EXPECT_EQ(told, 3);
    clock.Resume();
    EXPECT_EQ(told, 4);
  }
  clock.Advance(1);
  EXPECT_EQ(told, 4);
}

TEST(ClockTest, ASubscriptionMovesWithItsListener) {
  Clock clock;
  int first = 0;
  int second = 0;
  Clock::Subscription kept;
  {
    Clock::Subscription subscription = clock.OnMove([&] { ++first; });
    kept = std::move(subscription);
  }
  clock.Advance(1);
  EXPECT_EQ(first, 1);
  kept = clock.OnMove([&] { ++second; });
  clock.Advance(1);
  EXPECT_EQ(second, 1);
  EXPECT_EQ(first, 1) << "the subscription that was replaced has ended";
}

TEST(ClockTest, SleepsUntilTheTimeButAMinuteAtMost) {
  using std::chrono::seconds;
  Clock clock;
  const auto sleep = [&](UnixMillis due) {
    const SteadyClock::time_point before = SteadyClock::now();
    return clock.WakeTimeFor(due) - before;
  };
  EXPECT_LT(sleep(clock.Now()), seconds(5));
  EXPECT_LT(sleep(INT64_MIN), seconds(5));
  EXPECT_GT(sleep(clock.Now() + 30'000), seconds(20));
  EXPECT_LT(sleep(clock.Now() + 30'000), seconds(40));
  EXPECT_LT(sleep(kNever), seconds(65));
  EXPECT_GT(sleep(kNever), seconds(50));
  clock.Freeze();
  EXPECT_GT(sleep(clock.Now() + 1), seconds(50)) << "a frozen clock comes to nothing by itself";
}

}  // namespace
}  // namespace tablerock
