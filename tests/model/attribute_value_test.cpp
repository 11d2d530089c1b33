#include "model/attribute_value.h"

#include <gtest/gtest.h>

#include "model/item_builder.h"

namespace tablerock {
namespace {

// Writes with `write` and takes the one value.
template <typename Write>
AttributeValue Built(Write write) {
  ItemBuilder builder;
  write(builder);
  return builder.TakeValue();
}

TEST(AttributeValueTest, IsChargedBytesOfTextAndOneForBoolAndNull) {
  EXPECT_EQ(AttributeValue::String("").view().size_bytes(), 0U);
  EXPECT_EQ(AttributeValue::String("Zürich").view().size_bytes(), 7U);  // UTF-8
  EXPECT_EQ(AttributeValue::Binary(std::string(300, '\0')).view().size_bytes(), 300U);
  EXPECT_EQ(AttributeValue::Number("-100.5").view().size_bytes(), 5U);
  EXPECT_EQ(AttributeValue::Bool(true).view().size_bytes(), 1U);
  EXPECT_EQ(AttributeValue::Bool(false).view().size_bytes(), 1U);
  EXPECT_EQ(AttributeValue().view().size_bytes(), 1U);
}

TEST(AttributeValueTest, IsChargedThreeForAListOrMapAndOneForEachElement) {
  EXPECT_EQ(Built([](ItemBuilder& b) {
              b.BeginList();
              b.EndList();
            })
                .view()
                .size_bytes(),
            3U);
  EXPECT_EQ(Built([](ItemBuilder& b) {
              b.BeginList();
              b.String("ab");
              b.Null();
              b.EndList();
            })
                .view()
                .size_bytes(),
            3U + 1 + 2 + 1 + 1);
  EXPECT_EQ(Built([](ItemBuilder& b) {
              b.BeginMap();
              b.Name("name");
              b.String("ab");
              b.Name("m");
              b.BeginMap();
              b.EndMap();
              b.EndMap();
            })
                .view()
                .size_bytes(),
            3U + 1 + 4 + 2 + 1 + 1 + 3);
}

TEST(AttributeValueTest, IsChargedItsMembersForASet) {
  EXPECT_EQ(Built([](ItemBuilder& b) {
              EXPECT_TRUE(b.Set(AttributeType::kStringSet, {"abc", ""}));
            })
                .view()
                .size_bytes(),
            3U);
  EXPECT_EQ(Built([](ItemBuilder& b) {
              EXPECT_TRUE(b.Set(AttributeType::kNumberSet, {"100.5", "0"}));
            })
                .view()
                .size_bytes(),
            5U);
}

TEST(AttributeValueTest, NamesItsTypeAsTheServiceDoes) {
  EXPECT_EQ(NameOf(AttributeType::kTrue), "BOOL");
  EXPECT_EQ(NameOf(AttributeType::kBinarySet), "BS");
  EXPECT_TRUE(SameType(AttributeType::kFalse, AttributeType::kTrue));
  EXPECT_FALSE(SameType(AttributeType::kFalse, AttributeType::kNull));
}

}  // namespace
}  // namespace tablerock
