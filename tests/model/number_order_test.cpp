// The order of numbers in its three forms: the number, its canonical text, its key bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "model/number.h"
#include "random_items.h"

namespace tablerock {
namespace {

std::string KeyBytes(const Number& number) {
  std::string bytes;
  number.AppendKeyBytes(bytes);
  return bytes;
}

// Ascending; chosen so that neighbours differ in sign, point, length or a last digit alone.
const std::vector<std::string> kAscending = {"-9.9999999999999999999999999999999999999E+125",
                                             "-1E125",
                                             "-1E124",
                                             "-100.5",
                                             "-100",
                                             "-99.9",
                                             "-99",
                                             "-10.1",
                                             "-10",
                                             "-9.9",
                                             "-9",
                                             "-1.05",
                                             "-1.0000001",
                                             "-1",
                                             "-0.99",
                                             "-0.1",
                                             "-0.05",
                                             "-0.01",
                                             "-1E-129",
                                             "-1.1E-130",
                                             "-1E-130",
                                             "0",
                                             "1E-130",
                                             "1.1E-130",
                                             "1E-129",
                                             "0.01",
                                             "0.05",
                                             "0.1",
                                             "0.99",
                                             "1",
                                             "1.0000001",
                                             "1.05",
                                             "1.5",
                                             "2",
                                             "9",
                                             "9.9",
                                             "10",
                                             "10.1",
                                             "11",
                                             "99",
                                             "99.9",
                                             "100",
                                             "100.5",
                                             "101",
                                             "1000",
                                             "12345678901234567890123456789012345677",
                                             "12345678901234567890123456789012345678",
                                             "1E124",
                                             "1E125",
                                             "9.9999999999999999999999999999999999998E+125",
                                             "9.9999999999999999999999999999999999999E+125"};

TEST(NumberOrderTest, IsTheSameOfNumbersTextsAndKeyBytes) {
  std::vector<Number> numbers;
  for (const std::string& text : kAscending) numbers.push_back(*Number::Parse(text));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    for (std::size_t j = 0; j < numbers.size(); ++j) {
      SCOPED_TRACE(kAscending[i] + " and " + kAscending[j]);
      EXPECT_EQ(numbers[i] <=> numbers[j], i <=> j);
      EXPECT_EQ(Number::CompareCanonical(numbers[i].text(), numbers[j].text()), i <=> j);
      EXPECT_EQ(KeyBytes(numbers[i]) <=> KeyBytes(numbers[j]), i <=> j);
    }
  }
}

TEST(NumberOrderTest, IsTheSameOfRandomNumbers) {
  auto random = MakeRandomEngine();
  Number previous;
  for (int i = 0; i < 40'000; ++i) {
    const Number number = RandomNumber(random);
    const auto order = previous <=> number;
    ASSERT_EQ(Number::CompareCanonical(previous.text(), number.text()), order)
        << previous.text() << " " << number.text();
    ASSERT_EQ(KeyBytes(previous) <=> KeyBytes(number), order) << previous.text() << " " << number.text();
    ASSERT_EQ(previous == number, order == 0);
    previous = number;
  }
}

TEST(NumberKeyTest, ComesBackFromItsKeyBytes) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 30'000; ++i) {
    const Number number = RandomNumber(random);
    const std::string key = KeyBytes(number);
    ASSERT_GE(key.size(), 2U);
    ASSERT_LE(key.size(), 22U);
    const std::string followed = key + RandomBytes(random, 3);
    std::string_view rest = followed;
    Number back;
    ASSERT_TRUE(Number::ReadKeyBytes(rest, back)) << number.text();
    ASSERT_EQ(back, number) << number.text();
    ASSERT_EQ(rest.size(), followed.size() - key.size());
  }
}

TEST(NumberKeyTest, IsNoPrefixOfAnother) {
  auto random = MakeRandomEngine();
  std::vector<std::string> keys;
  for (int i = 0; i < 20'000; ++i) keys.push_back(KeyBytes(RandomNumber(random)));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  for (std::size_t i = 1; i < keys.size(); ++i) ASSERT_FALSE(keys[i].starts_with(keys[i - 1]));
}

TEST(NumberKeyTest, RefusesBytesThatAreNone) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 60'000; ++i) {
    std::string bytes = KeyBytes(RandomNumber(random));
    bytes[Below(random, bytes.size())] = static_cast<char>(random());
    if (Below(random, 4) == 0) bytes.resize(Below(random, bytes.size()));
    std::string_view rest = bytes;
    Number number;
    if (!Number::ReadKeyBytes(rest, number)) continue;
    ASSERT_EQ(KeyBytes(number), bytes.substr(0, bytes.size() - rest.size())) << "one number, two encodings";
    ASSERT_EQ(Number::FromCanonical(number.text()), number);
  }
}

}  // namespace
}  // namespace tablerock
