#include "model/item_builder.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "random_items.h"

namespace tablerock {
namespace {

TEST(ItemBuilderTest, SortsAttributesByName) {
  ItemBuilder builder;
  builder.Name("b");
  builder.Number("1");
  builder.Name("aa");
  builder.String("x");
  builder.Name("a");
  builder.Null();
  const Item item = builder.TakeItem();
  std::string names;
  for (const AttributeView attribute : item.attributes()) names += std::string(attribute.name) + ",";
  EXPECT_EQ(names, "a,aa,b,");
  EXPECT_EQ(item.Find("aa")->text(), "x");
  EXPECT_EQ(item.size_bytes(), 1U + 2 + 2 + 1 + 1 + 1);
  EXPECT_EQ(builder.TakeItem(), Item()) << "the builder is empty again";
}

TEST(ItemBuilderTest, KeepsTheLaterOfTwoAttributesWithOneName) {
  ItemBuilder builder;
  builder.Name("a");
  builder.String("long, and first");
  builder.Name("b");
  builder.BeginMap();
  builder.Name("x");
  builder.String("inner first");
  builder.Name("x");
  builder.Number("2");
  builder.EndMap();
  builder.Name("a");
  builder.String("1");
  builder.Name("a");
  builder.String("2");
  const Item item = builder.TakeItem();
  EXPECT_EQ(item.attributes().count(), 2U);
  EXPECT_EQ(item.Find("a")->text(), "2");
  EXPECT_EQ(item.Find("b")->attributes().Find("x")->text(), "2");
  EXPECT_EQ(item.size_bytes(), 2U + 1 + 3 + 1 + 1 + 2);
  EXPECT_TRUE(CheckEncodedItem(item.bytes()));
}

TEST(ItemBuilderTest, SortsTheMembersOfSets) {
  ItemBuilder builder;
  ASSERT_TRUE(builder.Set(AttributeType::kNumberSet, {"10", "9", "-3", "0.5"}));
  const AttributeValue numbers = builder.TakeValue();
  std::string text;
  for (const std::string_view member : numbers.view().members()) text += std::string(member) + ",";
  EXPECT_EQ(text, "-3,0.5,9,10,");
  ASSERT_TRUE(builder.Set(AttributeType::kStringSet, {"b", "\xc3\xa9", "a"}));
  text.clear();
  const AttributeValue strings = builder.TakeValue();
  for (const std::string_view member : strings.view().members()) text += std::string(member) + ",";
  EXPECT_EQ(text, "a,b,\xc3\xa9,");
}

TEST(ItemBuilderTest, WritesNothingOfASetWithEqualMembers) {
  ItemBuilder builder;
  builder.Name("a");
  EXPECT_FALSE(builder.Set(AttributeType::kStringSet, {"x", "y", "x"}));
  builder.Bool(true);
  EXPECT_TRUE(CheckEncodedItem(builder.TakeItem().bytes()));
}

TEST(ItemBuilderTest, TakesWholeValues) {
  ItemBuilder builder;
  builder.BeginList();
  builder.String("in");
  builder.EndList();
  const AttributeValue list = builder.TakeValue();
  builder.Attribute("a", list);
  builder.Name("m");
  builder.BeginMap();
  builder.Attribute("b", list);
  builder.EndMap();
  const Item item = builder.TakeItem();
  EXPECT_EQ(*item.Find("a"), list.view());
  EXPECT_EQ(*item.Find("m")->attributes().Find("b"), list.view());
  EXPECT_EQ(item.size_bytes(), 1U + 6 + 1 + 3 + 1 + 1 + 6);
  EXPECT_TRUE(CheckEncodedItem(item.bytes()));
}

TEST(ItemBuilderTest, BuildsAnItemOfManyAttributesInAnyOrder) {
  auto random = MakeRandomEngine();
  ItemBuilder builder;
  std::map<std::string, std::string> expected;
  for (int i = 0; i < 5'000; ++i) {
    const std::string name = RandomBytes(random, 200);
    const std::string text = std::to_string(i);
    expected[name] = text;
    builder.Name(name);
    builder.String(text);
  }
  const Item item = builder.TakeItem();
  std::map<std::string, std::string> found;
  for (const AttributeView attribute : item.attributes()) found.emplace(attribute.name, attribute.value.text());
  EXPECT_EQ(found, expected);
  EXPECT_TRUE(CheckEncodedItem(item.bytes()));
}

TEST(ItemBuilderTest, CountsTheSizeThatTheFinishedItemHas) {
  auto random = MakeRandomEngine();
  for (int i = 0; i < 3'000; ++i) {
    const Item item = RandomItem(random);
    std::size_t size = 0;
    for (const AttributeView attribute : item.attributes())
      size += attribute.name.size() + attribute.value.size_bytes();
    ASSERT_EQ(item.size_bytes(), size);
    ASSERT_TRUE(CheckEncodedItem(item.bytes()));
  }
}

}  // namespace
}  // namespace tablerock
