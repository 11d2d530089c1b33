#include "indexes/expiry_entries.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/item_builder.h"

namespace tablerock {
namespace {

const TimeToLiveSpecification kSpecification{"e"};

// Numbers in their canonical text.
std::optional<std::int64_t> SecondOf(const AttributeValue& value) {
  ItemBuilder builder;
  builder.Attribute("e", value);
  return ExpirySecondOf(kSpecification, builder.TakeItem());
}

TEST(ExpiryEntriesTest, TakesTheWholeSecondsOfANumber) {
  const std::vector<std::pair<std::string, std::int64_t>> cases = {
      {"0", 0},   {"1767225600", 1'767'225'600},      {"1767225600.999", 1'767'225'600}, {"0.5", 0}, {"-0.5", 0},
      {"-5", -5}, {"9223372036854775807", INT64_MAX},
  };
  for (const auto& [text, second] : cases) EXPECT_EQ(SecondOf(AttributeValue::Number(text)), second) << text;
}

TEST(ExpiryEntriesTest, TakesNothingElse) {
  EXPECT_FALSE(SecondOf(AttributeValue::String("1767225600")));
  EXPECT_FALSE(SecondOf(AttributeValue::Number("9223372036854775808")));
  EXPECT_FALSE(SecondOf(AttributeValue::Number("1" + std::string(60, '0'))));
  EXPECT_FALSE(ExpirySecondOf(kSpecification, Item()));
  EXPECT_FALSE(ExpirySecondOf(kSpecification, ItemView())) << "there is no item";
}

TEST(ExpiryEntriesTest, TimesThatTheClockCannotShowNeverCome) {
  EXPECT_EQ(TimeOfExpiry(5), 5'000);
  EXPECT_EQ(TimeOfExpiry(-5), -5'000);
  EXPECT_EQ(TimeOfExpiry(INT64_MAX), kNever);
  EXPECT_EQ(TimeOfExpiry(INT64_MAX / 1000), kNever);
  EXPECT_LT(TimeOfExpiry(INT64_MIN), 0);
}

}  // namespace
}  // namespace tablerock
