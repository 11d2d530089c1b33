#include "core/clock.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace tablerock
