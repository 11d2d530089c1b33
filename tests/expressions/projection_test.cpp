#include "expressions/projection_expression.h"

#include <gtest/gtest.h>

#include "case_table.h"

namespace tablerock {
namespace {

TEST(ProjectionTest, ShowsWhatTheServiceShows) {
  ForEachCase("projections.json", [](const ExpressionCase& c) {
    ExpressionPlaceholders placeholders = c.placeholders.View();
    const auto projection = ParseProjection(c.text, placeholders);
    if (!projection) return ExpectError(c, projection.error());
    ASSERT_TRUE(c.row.contains("result")) << "expected: " << c.row.value("error", "");
    const Item result = projection->Apply(ItemFromJson(c.table.at("item")));
    EXPECT_EQ(c.row.at("result"), JsonOf(result.view()));
    EXPECT_EQ(ItemFromJson(c.row.at("result")), result);
  });
}

TEST(ProjectionTest, ShowsNothingOfAnItemThatDoesNotExist) {
  ExpressionPlaceholders placeholders;
  const auto projection = ParseProjection("a, b[0]", placeholders);
  ASSERT_TRUE(projection);
  EXPECT_EQ(Item(), projection->Apply(ItemView()));
  EXPECT_EQ((std::vector<std::string_view>{"a", "b"}), projection->attributes());
}

}  // namespace
}  // namespace tablerock
