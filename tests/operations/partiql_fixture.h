// PartiqlTest: two tables with items, and short ways to run statements on them and to see their answers as JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "operations/execute_statement.h"
#include "operations/operation_fixture.h"

namespace tablerock {

// Users: id:S.
// Orders: customer:S, number:N; global indexes byState (state:S, due:S) and byCity (city:S, KEYS_ONLY), and byPair with
// two partition key attributes; local index byTotal (total:N, KEYS_ONLY).
class PartiqlTest : public OperationTest {
 protected:
  void SetUp() override;
  // Both tables as they were made.
  void Restore();

  // {"Items": […]} with "More" where a next page may be, or {"error": "TYPE: TEXT"} with "Item" where it carries one.
  // The request's members: Statement, Parameters, Limit, ConsistentRead, NextToken, ShowItem.
  nlohmann::json Run(const nlohmann::json& request);
  nlohmann::json Run(std::string_view statement) { return Run(nlohmann::json{{"Statement", statement}}); }

  nlohmann::json GetJson(std::string_view table_name, const nlohmann::json& key);

  std::string next_token_;  // of the last Run; empty: none
};

// Of the cases of tests/data/partiql.
void BindStatement(const nlohmann::json& request, StatementInput& input);
nlohmann::json JsonOfError(const ApiError& error);
inline nlohmann::json ParsedJsonOf(ItemView item) { return nlohmann::json::parse(JsonOf(item)); }
nlohmann::json ReadCases(std::string_view file);

}  // namespace tablerock
