#include "partiql/statement_case.h"

#include <gtest/gtest.h>

#include <fstream>

#include "expressions/case_table.h"
#include "partiql/parser.h"

namespace tablerock::partiql {
namespace {

template <typename Statement>
Result<void> Outcome(const Result<Statement>& statement) {
  if (!statement) return statement.error();
  return {};
}

}  // namespace

void ForEachCase(std::string_view file, std::string_view text_member,
                 const std::function<void(const nlohmann::json&)>& check) {
  const std::string path = std::string(TABLEROCK_TEST_DATA) + "/partiql/" + std::string(file);
  std::ifstream stream(path);
  ASSERT_TRUE(stream) << path;
  const auto groups = nlohmann::json::parse(stream);
  ASSERT_FALSE(groups.empty());
  for (const auto& group : groups) {
    ASSERT_FALSE(group.at("cases").empty());
    for (const auto& row : group.at("cases")) {
      SCOPED_TRACE(group.at("description").get<std::string>() + ": " + row.at(std::string(text_member)).dump());
      check(row);
    }
  }
}

std::vector<AttributeValue> ParametersOf(const nlohmann::json& row) {
  std::vector<AttributeValue> parameters;
  if (!row.contains("parameters")) return parameters;
  for (const auto& parameter : row.at("parameters")) parameters.push_back(ValueFromJson(parameter));
  return parameters;
}

void ExpectError(const nlohmann::json& row, const ApiError& error) {
  if (!row.contains("error")) {
    ADD_FAILURE() << "unexpected: " << error.classic();
    return;
  }
  EXPECT_EQ(row.at("error").get<std::string>(), error.classic());
  EXPECT_EQ(ErrorType::kValidation, error.type());
}

Result<void> CheckStatement(std::string_view text, Parameters parameters) {
  TABLEROCK_ASSIGN(const StatementSyntax syntax, ParseStatement(text));
  TABLEROCK_ASSIGN(const StatementKind kind, KindOf(syntax));
  TABLEROCK_TRY(Outcome(TableOf(syntax)));
  switch (kind) {
    case StatementKind::kSelect:
      return Outcome(TranslateSelect(syntax, parameters));
    case StatementKind::kInsert:
      return Outcome(TranslateInsert(syntax, parameters));
    case StatementKind::kUpdate:
      return Outcome(TranslateUpdateStatement(syntax, parameters));
    case StatementKind::kDelete:
      return Outcome(TranslateDelete(syntax, parameters));
    case StatementKind::kCall:
      break;
  }
  return Outcome(TranslateExists(syntax, parameters));
}

}  // namespace tablerock::partiql
