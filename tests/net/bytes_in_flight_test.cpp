#include "net/bytes_in_flight.h"

#include <gtest/gtest.h>

namespace tablerock {
namespace {

TEST(BytesInFlightTest, GivesUpToItsLimit) {
  BytesInFlight all(100);
  BytesInFlight::Share one(all);
  BytesInFlight::Share two(all);
  EXPECT_TRUE(one.Take(60));
  EXPECT_FALSE(two.Take(41));
  EXPECT_TRUE(two.Take(40));
  EXPECT_FALSE(one.Take(1));
  EXPECT_EQ(all.bytes(), 100U);
  one.Clear();
  EXPECT_EQ(all.bytes(), 40U);
  EXPECT_TRUE(two.Take(60));
}

TEST(BytesInFlightTest, RefusesWhatCouldNeverFit) {
  BytesInFlight all(100);
  BytesInFlight::Share share(all);
  EXPECT_FALSE(share.Take(101));
  EXPECT_FALSE(share.Take(SIZE_MAX));
  EXPECT_EQ(all.bytes(), 0U);
}

TEST(BytesInFlightTest, CountsWhatIsThereAnyway) {
  BytesInFlight all(100);
  {
    BytesInFlight::Share reply(all);
    reply.Add(150);
    BytesInFlight::Share other(all);
    EXPECT_FALSE(other.Take(1));
  }
  EXPECT_EQ(all.bytes(), 0U);
}

}  // namespace
}  // namespace tablerock
