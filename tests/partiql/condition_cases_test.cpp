// WHERE clauses: whether they hold for items. And what SELECT makes of an item.
#include <gtest/gtest.h>

#include "expressions/case_table.h"
#include "expressions/condition_expression.h"
#include "partiql/parser.h"
#include "partiql/statement_case.h"

namespace tablerock::partiql {
namespace {

TEST(ConditionCasesTest, ConditionsHoldAsInTheService) {
  ForEachCase("conditions.json", "where", [](const nlohmann::json& row) {
    const std::vector<AttributeValue> parameters = ParametersOf(row);
    const auto syntax = ParseStatement("SELECT * FROM tab WHERE " + row.at("where").get<std::string>());
    ASSERT_TRUE(syntax) << syntax.error().classic();
    auto statement = TranslateSelect(*syntax, parameters);
    ASSERT_TRUE(statement) << statement.error().classic();
    const ConditionExpression condition(std::move(statement->where->tree), std::move(statement->where->operands));
    EXPECT_EQ(row.at("holds").get<bool>(), condition.Evaluate(ItemFromJson(row.at("item"))));
  });
}

TEST(ConditionCasesTest, SelectPutsValuesBesideEachOther) {
  ForEachCase("select_lists.json", "select", [](const nlohmann::json& row) {
    const auto syntax = ParseStatement("SELECT " + row.at("select").get<std::string>() + " FROM tab");
    ASSERT_TRUE(syntax) << syntax.error().classic();
    const auto statement = TranslateSelect(*syntax, {});
    ASSERT_TRUE(statement) << statement.error().classic();
    EXPECT_EQ(row.at("result"), JsonOf(statement->projection->Apply(ItemFromJson(row.at("item"))).view()));
  });
}

}  // namespace
}  // namespace tablerock::partiql
