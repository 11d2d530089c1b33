// SET and REMOVE: what they make of items.
#include <gtest/gtest.h>

#include "expressions/case_table.h"
#include "expressions/update_expression.h"
#include "partiql/parser.h"
#include "partiql/statement_case.h"

namespace tablerock::partiql {
namespace {

TEST(UpdateCasesTest, UpdatesChangeItemsAsInTheService) {
  ForEachCase("updates.json", "update", [](const nlohmann::json& row) {
    const std::vector<AttributeValue> parameters = ParametersOf(row);
    const auto syntax = ParseStatement("UPDATE tab " + row.at("update").get<std::string>() + " WHERE pk = 'a'");
    ASSERT_TRUE(syntax) << syntax.error().classic();
    auto statement = TranslateUpdateStatement(*syntax, parameters);
    ASSERT_TRUE(statement) << statement.error().classic();
    const UpdateExpression update(std::move(statement->update.tree), std::move(statement->update.operands));
    const Item item = ItemFromJson(row.at("item"));
    const auto result = update.Apply(item, item);
    if (!result) return ExpectError(row, result.error());
    EXPECT_EQ(row.at("result"), JsonOf(result->view()));
  });
}

}  // namespace
}  // namespace tablerock::partiql
