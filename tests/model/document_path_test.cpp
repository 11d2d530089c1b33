#include "model/document_path.h"

#include <gtest/gtest.h>

#include "model/item_builder.h"

namespace tablerock {
namespace {

Item ItemWithAMap() {
  ItemBuilder builder;
  builder.Name("a");
  builder.BeginMap();
  builder.Name("b.c");
  builder.BeginList();
  builder.Number("1");
  builder.BeginMap();
  builder.Name("d");
  builder.String("here");
  builder.EndMap();
  builder.EndList();
  builder.EndMap();
  return builder.TakeItem();
}

TEST(DocumentPathTest, PrintsAsTheServiceDoes) {
  EXPECT_EQ((DocumentPath{"a", {}}).ToString(), "[a]");
  EXPECT_EQ((DocumentPath{"a", {"b", std::size_t{2}}}).ToString(), "[a, b, [2]]");
}

TEST(DocumentPathTest, FindsTheValueThatItLeadsTo) {
  const Item item = ItemWithAMap();
  const auto value = FindPath(item, {"a", {"b.c", std::size_t{1}, "d"}});
  ASSERT_TRUE(value);
  EXPECT_EQ(value->text(), "here");
  EXPECT_EQ(FindPath(item, {"a", {}})->type(), AttributeType::kMap);
}

TEST(DocumentPathTest, FindsNothingWhereAStepDoesNotFit) {
  const Item item = ItemWithAMap();
  EXPECT_FALSE(FindPath(item, {"b", {}}));
  EXPECT_FALSE(FindPath(item, {"b", {"c"}}));
  EXPECT_FALSE(FindPath(item, {"a", {"b"}}));                                    // no such name
  EXPECT_FALSE(FindPath(item, {"a", {std::size_t{0}}}));                         // a map has no indexes
  EXPECT_FALSE(FindPath(item, {"a", {"b.c", "d"}}));                             // a list has no names
  EXPECT_FALSE(FindPath(item, {"a", {"b.c", std::size_t{2}}}));                  // past the end
  EXPECT_FALSE(FindPath(item, {"a", {"b.c", std::size_t{0}, std::size_t{0}}}));  // inside a number
}

}  // namespace
}  // namespace tablerock
