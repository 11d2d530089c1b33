#include "changes/shard_iterator.h"

#include <gtest/gtest.h>

namespace tablerock {
namespace {

TEST(ShardIteratorTest, ReadsBackItsToken) {
  const ShardIterator iterator{"table", "2026-11-22T14:30:00.123", 7, 123'456'789'012, true, 1'790'000'000'000};
  const auto read = ParseToken(ToToken(iterator));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, iterator);
}

TEST(ShardIteratorTest, RefusesATokenThatWasChangedAnywhere) {
  const std::string token = ToToken({"table", "label", 1, 2, false, 3});
  for (std::size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_FALSE(ParseToken(changed)) << i;
  }
  EXPECT_FALSE(ParseToken(""));
  EXPECT_FALSE(ParseToken("not a token"));
  EXPECT_FALSE(ParseToken(token.substr(2)));
}

}  // namespace
}  // namespace tablerock
