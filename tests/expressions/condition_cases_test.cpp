// The case tables of conditions.
#include <gtest/gtest.h>

#include "case_table.h"
#include "expressions/condition_expression.h"

namespace tablerock {
namespace {

Result<ConditionExpression> Parse(const ExpressionCase& c, ExpressionPlaceholders& placeholders) {
  return ParseCondition(ExpressionKind::kFilter, c.text, placeholders);
}

void ExpectParses(const ExpressionCase& c) {
  ExpressionPlaceholders placeholders = c.placeholders.View();
  const auto condition = Parse(c, placeholders);
  if (!condition) return ExpectError(c, condition.error());
  EXPECT_FALSE(c.row.contains("error")) << "expected: " << c.row.value("error", "");
  EXPECT_TRUE(placeholders.CheckAllUsed());
}

void ExpectHolds(const ExpressionCase& c) {
  ExpressionPlaceholders placeholders = c.placeholders.View();
  const auto condition = Parse(c, placeholders);
  if (!condition) return ExpectError(c, condition.error());
  ASSERT_TRUE(c.row.contains("holds"));
  const Item item = c.table.contains("item") ? ItemFromJson(c.table.at("item")) : Item(std::string());
  EXPECT_EQ(c.row.at("holds").get<bool>(), condition->Evaluate(item.view()));
}

TEST(ConditionCasesTest, SyntaxIsReadAsTheServiceReadsIt) { ForEachCase("condition_syntax.json", ExpectParses); }

TEST(ConditionCasesTest, OperandsAreCheckedAsTheServiceChecksThem) {
  ForEachCase("condition_checks.json", ExpectParses);
}

TEST(ConditionCasesTest, ConditionsHoldAsInTheService) { ForEachCase("condition_evaluation.json", ExpectHolds); }

TEST(ConditionCasesTest, ConditionsHoldOnAnItemThatDoesNotExist) {
  ForEachCase("condition_evaluation_missing_item.json", ExpectHolds);
}

}  // namespace
}  // namespace tablerock
