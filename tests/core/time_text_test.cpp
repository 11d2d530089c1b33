#include "core/time_text.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tablerock {
namespace {

TEST(TimeTextTest, WritesMillisecondsInUtc) {
  EXPECT_EQ(TimeText(0), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(TimeText(1'767'225'600'123), "2026-01-01T00:00:00.123Z");
  EXPECT_EQ(TimeText(1'709'251'199'999), "2024-02-29T23:59:59.999Z");
  EXPECT_EQ(TimeText(-1), "1969-12-31T23:59:59.999Z");
}

TEST(TimeTextTest, ReadsWhatItWritesAndLessPreciseTexts) {
  const std::vector<std::pair<std::string, UnixMillis>> cases = {
      {"1970-01-01T00:00:00.000Z", 0},
      {"2026-01-01T00:00:00.123Z", 1'767'225'600'123},
      {"2026-01-01T00:00:00Z", 1'767'225'600'000},
      {"2026-01-01T00:00:00.5Z", 1'767'225'600'500},
      {"2026-01-01T00:00:00.123987Z", 1'767'225'600'123},
      {"2024-02-29T23:59:59.999Z", 1'709'251'199'999},
  };
  for (const auto& [text, time] : cases) EXPECT_EQ(ParseTimeText(text), time) << text;
}

TEST(TimeTextTest, RefusesWhatIsNoTime) {
  for (const char* text :
       {"", "2026-01-01", "2026-01-01T00:00:00", "2026-01-01T00:00Z", "2026-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1x3Z", "2026-01-01T00:00:00+01:00", "2026-1-1T00:00:00Z", "2026-01-01T00:00:00Zx",
        "2026-01-01 00:00:00Z", "-026-01-01T00:00:00Z", "2026-01-01T00:00:-1Z", "tomorrow"}) {
    EXPECT_FALSE(ParseTimeText(text)) << text;
  }
}

}  // namespace
}  // namespace tablerock
