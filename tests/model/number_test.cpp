#include "model/number.h"

#include <gtest/gtest.h>

#include "case_table.h"
#include "random_items.h"

namespace tablerock {
namespace {

TEST(NumberTest, ParsesToTheServicesTextOrError) {
  const auto cases = ReadCaseTable("model/number_parse.json");
  ASSERT_GT(cases.size(), 90U);
  for (const auto& c : cases) {
    SCOPED_TRACE(c["description"].get<std::string>());
    const auto number = Number::Parse(c["text"].get<std::string>());
    if (c.contains("canonical")) {
      ASSERT_TRUE(number) << number.error().classic();
      EXPECT_EQ(number->text(), c["canonical"].get<std::string>());
      EXPECT_EQ(Number::FromCanonical(number->text()), *number);
    } else {
      ASSERT_FALSE(number) << number->text();
      EXPECT_EQ(number.error().type(), ErrorType::kValidation);
      EXPECT_EQ(number.error().text(Wording::kClassic), c["classic"].get<std::string>());
      EXPECT_EQ(number.error().text(Wording::kCurrent), c["current"].get<std::string>());
    }
  }
}

TEST(NumberTest, IsChargedTheServicesSize) {
  for (const auto& c : ReadCaseTable("model/number_sizes.json")) {
    const auto text = c["text"].get<std::string>();
    EXPECT_EQ(Number::SizeOf(text), c["size_bytes"].get<std::size_t>()) << text << ": " << c["description"];
  }
}

TEST(NumberTest, AddsAndSubtractsExactly) {
  for (const auto& c : ReadCaseTable("model/number_arithmetic.json")) {
    SCOPED_TRACE(c["description"].get<std::string>());
    const auto a = Number::FromCanonical(c["a"].get<std::string>());
    const auto b = Number::FromCanonical(c["b"].get<std::string>());
    const auto result = c["operator"] == "+" ? Number::Add(a, b) : Number::Subtract(a, b);
    if (c.contains("result")) {
      ASSERT_TRUE(result) << result.error().classic();
      EXPECT_EQ(result->text(), c["result"].get<std::string>());
    } else {
      ASSERT_FALSE(result) << result->text();
      EXPECT_EQ(result.error().classic(), c["error"].get<std::string>());
    }
  }
}

TEST(NumberTest, AddsIntegersAsTheMachineDoes) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 20'000; ++i) {
    const auto shift = Below(random, 62);
    const auto a = static_cast<std::int64_t>(random()) >> (shift + 1);
    const auto b = static_cast<std::int64_t>(random()) >> (Below(random, 62) + 1);
    const auto x = Number::FromCanonical(std::to_string(a));
    const auto y = Number::FromCanonical(std::to_string(b));
    ASSERT_EQ(Number::Add(x, y)->text(), std::to_string(a + b));
    ASSERT_EQ(Number::Subtract(x, y)->text(), std::to_string(a - b));
    ASSERT_EQ(x <=> y, a <=> b);
  }
}

TEST(NumberTest, SubtractingWhatWasAddedGivesTheNumberBack) {
  auto random = MakeRandomEngine();
  int exact = 0;
  for (int i = 0; i < 30'000; ++i) {
    const Number a = RandomNumber(random);
    const Number b = RandomNumber(random);
    const auto sum = Number::Add(a, b);
    if (!sum) continue;
    ++exact;
    ASSERT_EQ(*sum, *Number::Add(b, a)) << a.text() << " + " << b.text();
    const auto back = Number::Subtract(*sum, b);
    ASSERT_TRUE(back) << a.text() << " + " << b.text();
    ASSERT_EQ(*back, a) << a.text() << " + " << b.text();
  }
  EXPECT_GT(exact, 3'000);
}

TEST(NumberTest, CountsTheDigitsOfEveryPowerOfTen) {
  std::string text = "1";
  for (int i = 0; i < 125; ++i, text += '0') {
    const auto one_less = Number::Subtract(Number::FromCanonical(text), Number::FromCanonical("1"));
    EXPECT_EQ(Number::FromCanonical(text).text(), text);
    if (i <= 38) {
      EXPECT_EQ(one_less->text(), i == 0 ? "0" : std::string(static_cast<std::size_t>(i), '9'));
    } else {
      EXPECT_FALSE(one_less);
    }
  }
}

TEST(NumberTest, BecomesAnInt64WhereItIsOne) {
  const auto as_int64 = [](std::string_view text) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    return Number::FromCanonical(text).ToInt64(value) ? std::optional(value) : std::nullopt;
  };
  EXPECT_EQ(as_int64("0"), 0);
  EXPECT_EQ(as_int64("1700000000"), 1'700'000'000);
  EXPECT_EQ(as_int64("-1000"), -1000);
  EXPECT_EQ(as_int64("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(as_int64("-9223372036854775808"), INT64_MIN);
  EXPECT_EQ(as_int64("9223372036854775808"), std::nullopt);
  EXPECT_EQ(as_int64("-9223372036854775809"), std::nullopt);
  EXPECT_EQ(as_int64("10000000000000000000"), std::nullopt);
  EXPECT_EQ(as_int64("1" + std::string(125, '0')), std::nullopt);
  EXPECT_EQ(as_int64("1.5"), std::nullopt);
  EXPECT_EQ(as_int64("0.0000001"), std::nullopt);
}

}  // namespace
}  // namespace tablerock
