#include "storage/key_values.h"

#include <gtest/gtest.h>

#include "../model/random_items.h"
#include "format_examples.h"
#include "model/number.h"

namespace tablerock {
namespace {

std::string Encoded(AttributeValueView value) {
  std::string bytes;
  AppendKeyValue(bytes, value);
  return bytes;
}

AttributeValue RandomKeyValue(RandomEngine& random, AttributeType type) {
  switch (type) {
    case AttributeType::kString:
      return AttributeValue::String(RandomBytes(random, 6));
    case AttributeType::kBinary:
      return AttributeValue::Binary(RandomBytes(random, 6));
    default:
      return AttributeValue::Number(RandomNumber(random).text());
  }
}

AttributeType RandomKeyType(RandomEngine& random) { return static_cast<AttributeType>(1 + Below(random, 3)); }

std::strong_ordering Compare(AttributeValueView a, AttributeValueView b) {
  return a.type() == AttributeType::kNumber ? Number::CompareCanonical(a.text(), b.text()) : a.text() <=> b.text();
}

TEST(KeyValuesTest, CompareAsTheServiceOrdersThem) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 30'000; ++i) {
    const AttributeType type = RandomKeyType(random);
    const AttributeValue a = RandomKeyValue(random, type);
    const AttributeValue b = RandomKeyValue(random, type);
    ASSERT_EQ(Encoded(a) <=> Encoded(b), Compare(a, b)) << ToHex(a.encoded()) << " " << ToHex(b.encoded());
  }
}

// Lists of one to four values, long before short values: the first difference decides.
TEST(KeyValuesTest, CompareValueByValueInLists) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 30'000; ++i) {
    std::string a_bytes;
    std::string b_bytes;
    auto expected = std::strong_ordering::equal;
    for (std::size_t count = 1 + Below(random, 4); count-- > 0;) {
      const AttributeType type = RandomKeyType(random);
      const AttributeValue a = RandomKeyValue(random, type);
      const AttributeValue b = Below(random, 2) == 0 ? a : RandomKeyValue(random, type);
      AppendKeyValue(a_bytes, a);
      AppendKeyValue(b_bytes, b);
      if (expected == 0) expected = Compare(a, b);
    }
    ASSERT_EQ(a_bytes <=> b_bytes, expected);
    ASSERT_EQ(expected != 0 && (a_bytes.starts_with(b_bytes) || b_bytes.starts_with(a_bytes)), false);
  }
}

TEST(KeyValuesTest, ComeBackFromTheirBytes) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 30'000; ++i) {
    const AttributeType type = RandomKeyType(random);
    const AttributeValue value = RandomKeyValue(random, type);
    const std::string followed = Encoded(value) + RandomBytes(random, 3);
    const std::size_t behind = followed.size() - Encoded(value).size();
    std::string_view rest = followed;
    const auto back = ReadKeyValue(rest, type);
    ASSERT_TRUE(back);
    ASSERT_EQ(back->encoded(), value.encoded());
    ASSERT_EQ(rest.size(), behind);
    rest = followed;
    ASSERT_TRUE(SkipKeyValue(rest, type));
    ASSERT_EQ(rest.size(), behind);
    rest = followed;
    ItemBuilder builder;
    ASSERT_TRUE(ReadKeyAttribute(rest, {"a", type}, builder));
    ASSERT_EQ(builder.TakeItem().Find("a")->encoded(), value.encoded());
    ASSERT_EQ(rest.size(), behind);
  }
}

TEST(KeyValuesTest, AreNotReadFromOtherBytes) {
  auto random = MakeRandomEngine();
  int refused = 0;
  for (int i = 0; i < 40'000; ++i) {
    const AttributeType type = RandomKeyType(random);
    std::string bytes = Encoded(RandomKeyValue(random, type));
    if (Below(random, 2) == 0) bytes[Below(random, bytes.size())] = static_cast<char>(random());
    if (Below(random, 2) == 0) bytes.resize(Below(random, bytes.size()));
    // Exactly as long as the bytes, so that a sanitizer sees a read past them.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    std::string_view rest(exact.data(), exact.size());
    const auto value = ReadKeyValue(rest, type);
    std::string_view skipped(exact.data(), exact.size());
    ASSERT_EQ(SkipKeyValue(skipped, type), value.has_value());
    if (value) {
      ASSERT_EQ(Encoded(*value), bytes.substr(0, bytes.size() - rest.size())) << "one value, two encodings";
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 3'000);
}

TEST(KeyValuesTest, HashTheSameFromValuesAndFromTheirEncodings) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 20'000; ++i) {
    std::vector<AttributeValue> values;
    for (std::size_t count = 1 + Below(random, 3); count-- > 0;)
      values.push_back(RandomKeyValue(random, RandomKeyType(random)));
    std::string encoded;
    for (const AttributeValue& value : values) AppendKeyValue(encoded, value);
    const std::uint64_t hash = HashOfPartitionKey(ViewsOf(values));
    ASSERT_EQ(HashOfKeyValues(encoded, values.size(), values.front().view().type()), hash);
    std::string hashed;
    AppendHashedPartitionKey(hashed, ViewsOf(values));
    std::string expected;
    AppendBigEndian(expected, hash);
    ASSERT_EQ(hashed, expected + encoded);
  }
}

}  // namespace
}  // namespace tablerock
