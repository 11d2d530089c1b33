// Values that statements write.
#include <gtest/gtest.h>

#include "expressions/case_table.h"
#include "partiql/parser.h"
#include "partiql/statement_case.h"

namespace tablerock::partiql {
namespace {

Result<Item> ItemOfInsert(const std::string& value, Parameters parameters) {
  TABLEROCK_ASSIGN(const StatementSyntax syntax, ParseStatement("INSERT INTO tab VALUE {'v': " + value + "}"));
  TABLEROCK_ASSIGN(InsertStatement insert, TranslateInsert(syntax, parameters));
  return std::move(insert.item);
}

TEST(ValueCasesTest, LiteralsAreTheServicesValues) {
  ForEachCase("values.json", "value", [](const nlohmann::json& row) {
    const std::vector<AttributeValue> parameters = ParametersOf(row);
    const auto item = ItemOfInsert(row.at("value").get<std::string>(), parameters);
    if (!item) return ExpectError(row, item.error());
    EXPECT_EQ(row.value("is", nlohmann::json("an error")), JsonOf(item->view()).at("v"));
  });
}

std::string Nested(std::size_t levels, std::string_view open, std::string_view close) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += open;
  text += '1';
  for (std::size_t i = 0; i < levels; ++i) text += close;
  return text;
}

TEST(ValueCasesTest, ValuesNestToTheServicesLimit) {
  EXPECT_TRUE(ItemOfInsert(Nested(31, "[", "]"), {}));
  const auto refused = ItemOfInsert(Nested(32, "{'a':", "}"), {});
  ASSERT_FALSE(refused);
  std::string under = "root";
  for (int i = 0; i < 32; ++i) under += ".a";
  EXPECT_EQ(refused.error().classic(), "Nesting Levels have exceeded supported limits under " + under);
}

}  // namespace
}  // namespace tablerock::partiql
