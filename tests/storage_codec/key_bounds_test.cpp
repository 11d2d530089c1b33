#include "storage/key_bounds.h"

#include <gtest/gtest.h>

#include <array>

#include "../model/random_items.h"
#include "format_examples.h"
#include "model/number.h"
#include "storage/key_codec.h"

namespace tablerock {
namespace {

TEST(KeyBoundsTest, EndAtTheSuccessorOfAPrefix) {
  EXPECT_EQ(SuccessorOfPrefix("ab"), "ac");
  EXPECT_EQ(SuccessorOfPrefix("a\xff\xff"), "b");
  EXPECT_EQ(SuccessorOfPrefix("\xff\xff"), "") << "nothing is greater";
  EXPECT_EQ(SuccessorOfPrefix(""), "");
  EXPECT_EQ(SuccessorOfPrefix("a\x7f"), "a\x80");
  const KeyBounds bounds = BoundsOfPrefix("a\xff");
  EXPECT_TRUE(bounds.Contains("a\xff"));
  EXPECT_TRUE(bounds.Contains("a\xff\xff\xff"));
  EXPECT_FALSE(bounds.Contains("a\xfe\xff"));
  EXPECT_FALSE(bounds.Contains("b"));
}

TEST(KeyBoundsTest, GoOnBehindAKeyInEitherDirection) {
  KeyBounds forward{"b", "f"};
  forward.StartAfter("c");
  EXPECT_FALSE(forward.Contains("c"));
  EXPECT_TRUE(forward.Contains(std::string("c\0", 2)));
  forward.StartAfter("a");
  EXPECT_FALSE(forward.Contains("c")) << "a key before the bounds moves nothing";
  KeyBounds backward{"b", "f"};
  backward.EndBefore("c");
  EXPECT_FALSE(backward.Contains("c"));
  EXPECT_TRUE(backward.Contains("bz"));
  backward.EndBefore("x");
  EXPECT_FALSE(backward.Contains("c"));
  backward.EndBefore("a");
  EXPECT_TRUE(backward.empty());
}

TEST(KeyBoundsTest, CutTheHashesIntoSegmentsThatMeet) {
  for (const std::uint32_t total : {1U, 2U, 3U, 7U, 1000U, 1'000'000U}) {
    const std::string prefix = TablePrefix(0x01FF);
    const auto first = BoundsOfSegment(prefix, 0, total);
    EXPECT_EQ(first.lower, prefix + std::string(8, '\0'));
    const std::uint32_t step = std::max(1U, total / 1000);
    for (std::uint32_t i = 0; i + 1 < total; i += step) {
      const auto bounds = BoundsOfSegment(prefix, i, total);
      EXPECT_FALSE(bounds.empty());
      EXPECT_EQ(bounds.upper, BoundsOfSegment(prefix, i + 1, total).lower);
    }
    EXPECT_EQ(BoundsOfSegment(prefix, total - 1, total).upper, SuccessorOfPrefix(prefix));
  }
  EXPECT_TRUE(BoundsOfSegment(IndexPrefix(1, 0xFFFFFFFF), 1, 2).Contains(IndexPrefix(1, 0xFFFFFFFF) + "\xff"));
}

TEST(KeyBoundsTest, SegmentsAreEvenlyFilled) {
  const KeySchema schema{{{"p", AttributeType::kNumber}}, {}};
  std::array<int, 4> counts{};
  for (int i = 0; i < 4000; ++i) {
    ItemBuilder builder;
    builder.Name("p");
    builder.Number(std::to_string(i));
    const ItemKey key = EncodeItemKey(1, schema, builder.TakeItem());
    int segments = 0;
    for (std::uint32_t s = 0; s < 4; ++s) {
      if (!BoundsOfSegment(TablePrefix(1), s, 4).Contains(key.bytes())) continue;
      ++counts[s];
      ++segments;
    }
    ASSERT_EQ(segments, 1);
  }
  for (const int count : counts) EXPECT_NEAR(count, 1000, 150);
}

// Whether `value` compares so, by its meaning and not by its bytes.
bool Matches(KeyComparison comparison, AttributeValueView value, AttributeValueView operand, AttributeValueView upper) {
  const auto order = [&](AttributeValueView other) {
    return value.type() == AttributeType::kNumber ? Number::CompareCanonical(value.text(), other.text())
                                                  : value.text() <=> other.text();
  };
  switch (comparison) {
    case KeyComparison::kEqual:
      return order(operand) == 0;
    case KeyComparison::kLess:
      return order(operand) < 0;
    case KeyComparison::kLessOrEqual:
      return order(operand) <= 0;
    case KeyComparison::kGreater:
      return order(operand) > 0;
    case KeyComparison::kGreaterOrEqual:
      return order(operand) >= 0;
    case KeyComparison::kBetween:
      return order(operand) >= 0 && order(upper) <= 0;
    case KeyComparison::kBeginsWith:
      return value.text().starts_with(operand.text());
  }
  return false;
}

AttributeValue RandomValue(RandomEngine& random, AttributeType type) {
  return type == AttributeType::kNumber   ? AttributeValue::Number(RandomNumber(random).text())
         : type == AttributeType::kString ? AttributeValue::String(RandomBytes(random, 3))
                                          : AttributeValue::Binary(RandomBytes(random, 3));
}

TEST(KeyBoundsTest, HoldTheKeysWhoseNextValueComparesSo) {
  auto random = MakeRandomEngine();
  std::array<int, 7> inside{};
  for (int i = 0; i < 40'000; ++i) {
    const auto type = static_cast<AttributeType>(1 + Below(random, 3));
    const auto comparison = static_cast<KeyComparison>(Below(random, type == AttributeType::kNumber ? 6 : 7));
    const AttributeValue partition = AttributeValue::String(RandomBytes(random, 2));
    const AttributeValue operand = RandomValue(random, type);
    const AttributeValue upper = RandomValue(random, type);
    const AttributeValue value = Below(random, 4) == 0 ? operand : RandomValue(random, type);
    const AttributeValueView partition_view = partition;
    const std::string prefix = PartitionPrefix(IndexPrefix(1, 2), {&partition_view, 1});

    const KeyBounds bounds = BoundsOfComparison(prefix, comparison, operand, upper);
    std::string key = prefix;
    AppendKeyValue(key, value);
    key += RandomBytes(random, 4);  // further sort key values and the base key
    const bool matches = Matches(comparison, value, operand, upper);
    inside[static_cast<std::size_t>(comparison)] += matches ? 1 : 0;
    ASSERT_EQ(bounds.Contains(key), matches)
        << static_cast<int>(comparison) << " " << ToHex(value.encoded()) << " " << ToHex(operand.encoded());
    ASSERT_FALSE(bounds.Contains(SuccessorOfPrefix(prefix))) << "another partition";
  }
  for (const int count : inside) EXPECT_GT(count, 100);
}

}  // namespace
}  // namespace tablerock
