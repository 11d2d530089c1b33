#include "core/alarm.h"

#include <gtest/gtest.h>

namespace tablerock {
namespace {

TEST(AlarmTest, IsDueAtOnceUntilSomebodyHasLooked) {
  JobSignal signal;
  Alarm alarm(signal);
  EXPECT_LT(alarm.due(), 0);
  alarm.Clear();
  EXPECT_EQ(alarm.due(), kNever);
}

TEST(AlarmTest, ComesForwardAndRingsAndNeverGoesBack) {
  JobSignal signal;
  Alarm alarm(signal);
  alarm.Clear();
  alarm.SetNoLaterThan(100);
  EXPECT_EQ(alarm.due(), 100);
  EXPECT_EQ(signal.rings(), 1U);
  alarm.SetNoLaterThan(200);
  alarm.SetNoLaterThan(100);
  EXPECT_EQ(alarm.due(), 100);
  EXPECT_EQ(signal.rings(), 1U) << "nothing is due sooner than before";
  alarm.SetNoLaterThan(50);
  EXPECT_EQ(alarm.due(), 50);
  EXPECT_EQ(signal.rings(), 2U);
}

}  // namespace
}  // namespace tablerock
