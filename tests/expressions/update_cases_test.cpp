// The case tables of updates.
#include <gtest/gtest.h>

#include "case_table.h"
#include "expressions/update_expression.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

Json Keys(const Json& item) { return {{"pk", item.at("pk")}, {"sk", item.at("sk")}}; }

// The table's item after the update of the case.
Json ExpectedItem(const ExpressionCase& c) {
  Json item = c.table.at("item");
  item.update(c.row.at("changed"));
  for (const Json& name : c.row.value("removed", Json::array())) item.erase(name.get<std::string>());
  return item;
}

void ExpectApplied(const ExpressionCase& c, bool item_exists) {
  ExpressionPlaceholders placeholders = c.placeholders.View();
  const auto update = ParseUpdate(c.text, placeholders);
  if (!update) return ExpectError(c, update.error());
  const Item item = ItemFromJson(c.table.at("item"));
  const Item key = ItemFromJson(Keys(c.table.at("item")));
  const auto result = update->Apply(item_exists ? item.view() : ItemView(), key);
  if (!result) return ExpectError(c, result.error());
  ASSERT_FALSE(c.row.contains("error")) << "expected: " << c.row.at("error");
  EXPECT_EQ(JsonOf(ItemFromJson(ExpectedItem(c)).view()), JsonOf(result->view()));
  EXPECT_EQ(ItemFromJson(ExpectedItem(c)), *result);
  EXPECT_TRUE(CheckEncodedItem(result->bytes()));
}

TEST(UpdateCasesTest, TextsAreReadAsTheServiceReadsThem) {
  ForEachCase("update_syntax.json", [](const ExpressionCase& c) {
    ExpressionPlaceholders placeholders = c.placeholders.View();
    const auto update = ParseUpdate(c.text, placeholders);
    if (!update) return ExpectError(c, update.error());
    EXPECT_FALSE(c.row.contains("error")) << "expected: " << c.row.value("error", "");
  });
}

TEST(UpdateCasesTest, UpdatesChangeAnItemAsInTheService) {
  ForEachCase("update_results.json", [](const ExpressionCase& c) { ExpectApplied(c, true); });
}

TEST(UpdateCasesTest, UpdatesMakeANewItemAsInTheService) {
  ForEachCase("update_new_item.json", [](const ExpressionCase& c) { ExpectApplied(c, false); });
}

TEST(UpdateCasesTest, UpdatedOldAndUpdatedNewShowTheUpdatedPathsAlone) {
  ForEachCase("updated_values.json", [](const ExpressionCase& c) {
    ExpressionPlaceholders placeholders = c.placeholders.View();
    const auto update = ParseUpdate(c.text, placeholders);
    ASSERT_TRUE(update);
    const Item item = ItemFromJson(c.table.at("item"));
    const auto updated = update->Apply(item, ItemFromJson(Keys(c.table.at("item"))));
    ASSERT_TRUE(updated);
    EXPECT_EQ(c.row.at("old"), JsonOf(update->UpdatedOld(item).view()));
    EXPECT_EQ(c.row.at("new"), JsonOf(update->UpdatedNew(*updated).view()));
  });
}

}  // namespace
}  // namespace tablerock
