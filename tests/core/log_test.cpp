#include "core/log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tablerock {
namespace {

class LogTest : public ::testing::Test {
 protected:
  Log Make(LogLevel lowest, LogFormat format) {
    return Log(lowest, format, [this](std::string_view line) { lines_.emplace_back(line); });
  }
  std::vector<std::string> lines_;
};

TEST_F(LogTest, LeavesOutWhatIsBelowItsLevel) {
  const Log log = Make(LogLevel::kWarning, LogFormat::kText);
  log.Write(LogLevel::kInfo, "quiet");
  log.Write(LogLevel::kError, "loud", {{"table", "t"}});
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find("error loud table=t"), std::string::npos) << lines_[0];
}

TEST_F(LogTest, EscapesWhatGoesIntoJson) {
  const Log log = Make(LogLevel::kDebug, LogFormat::kJson);
  log.Write(LogLevel::kInfo, "a \"quoted\"\n", {{"k", "\x01"}});
  ASSERT_EQ(lines_.size(), 1U);
  EXPECT_NE(lines_[0].find(R"("message":"a \"quoted\"\u000a")"), std::string::npos) << lines_[0];
  EXPECT_NE(lines_[0].find(R"("k":"\u0001")"), std::string::npos) << lines_[0];
}

}  // namespace
}  // namespace tablerock
