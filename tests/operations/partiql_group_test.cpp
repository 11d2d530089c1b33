// BatchExecuteStatement and ExecuteTransaction.
#include <gtest/gtest.h>

#include <algorithm>

#include "operations/batch_execute_statement.h"
#include "operations/execute_transaction.h"
#include "operations/partiql_fixture.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

template <typename Input>
Input InputOf(const Json& statements) {
  Input input;
  for (const Json& statement : statements) {
    BindStatement(statement.is_string() ? Json{{"Statement", statement}} : statement, input.statements.emplace_back());
  }
  return input;
}

class PartiqlGroupTest : public PartiqlTest {
 protected:
  // A list: of each statement {"TableName"?, "Item"?, "Error": "CODE: TEXT"?}.
  Json RunBatch(const Json& statements) {
    const auto output = BatchExecuteStatement(*database_, context_, InputOf<BatchExecuteStatementInput>(statements));
    if (!output) return JsonOfError(output.error());
    Json answer = Json::array();
    for (const BatchStatementResponse& response : output->responses) {
      Json shown = Json::object();
      if (response.table_name) shown["TableName"] = *response.table_name;
      if (response.item) shown["Item"] = ParsedJsonOf(*response.item);
      if (response.error) shown["Error"] = response.error->code + ": " + response.error->message;
      answer.push_back(shown);
    }
    return answer;
  }

  // A list: the items, null where there is none.
  Json RunTransaction(const Json& statements, const std::string& token = {}) {
    auto input = InputOf<ExecuteTransactionInput>(statements);
    if (!token.empty()) input.client_request_token = token;
    const auto output = ExecuteTransaction(*database_, context_, input);
    if (!output) return JsonOfError(output.error());
    Json answer = Json::array();
    for (const auto& item : output->responses) answer.push_back(item ? ParsedJsonOf(*item) : Json());
    return answer;
  }

  void RunCases(std::string_view file, const std::function<Json(const Json&)>& run) {
    for (const Json& group : ReadCases(file)) {
      for (const Json& row : group.at("cases")) {
        SCOPED_TRACE(group.at("description").get<std::string>() + ": " + row.at("statements").dump());
        EXPECT_EQ(row.at("answer"), run(row.at("statements")));
        if (!row.contains("then")) continue;
        for (const Json& then : row.at("then")) {
          EXPECT_EQ(then.at("item"), GetJson(then.at("table").get<std::string>(), then.at("key")));
        }
        Restore();
      }
    }
  }
};

TEST_F(PartiqlGroupTest, BatchesAnswerAsTheService) {
  RunCases("batches.json", [this](const Json& statements) { return RunBatch(statements); });
}

TEST_F(PartiqlGroupTest, TransactionsAnswerAsTheService) {
  RunCases("transactions.json", [this](const Json& statements) { return RunTransaction(statements); });
}

TEST_F(PartiqlGroupTest, ARepeatedTokenIsNotDoneAgain) {
  const Json statements{
      {{"Statement", "UPDATE Users SET age = age + 1 WHERE id = ?"}, {"Parameters", {{{"S", "ada"}}}}}};
  EXPECT_EQ(Json::array(), RunTransaction(statements, "token"));
  EXPECT_EQ(Json::array(), RunTransaction(statements, "token"));
  EXPECT_EQ("37", GetJson("Users", {{"id", {{"S", "ada"}}}}).at("age").at("N"));
  Json other = statements;
  other[0]["Parameters"] = {{{"S", "bob"}}};
  EXPECT_TRUE(RunTransaction(other, "token")["error"].get<std::string>().starts_with("IdempotentParameterMismatch"));
  EXPECT_EQ(Json::array(), RunTransaction(other, "another"));
}

TEST_F(PartiqlGroupTest, OneFailureUndoesAllOfATransactionAndNothingElseOfABatch) {
  const Json statements{"INSERT INTO Users VALUE {'id': 'new'}", "INSERT INTO Users VALUE {'id': 'ada'}"};
  RunTransaction(statements);
  EXPECT_EQ(Json(), GetJson("Users", {{"id", {{"S", "new"}}}}));
  RunBatch(statements);
  EXPECT_EQ(Json({{"id", {{"S", "new"}}}}), GetJson("Users", {{"id", {{"S", "new"}}}}));
  EXPECT_TRUE(GetJson("Users", {{"id", {{"S", "ada"}}}}).contains("age"));
}

TEST_F(PartiqlGroupTest, ACollectionThatIsFullFailsItsStatementAlone) {
  DatabaseOptions options;
  options.in_memory = true;
  options.item_collection_size_bytes_max = 2'000;
  database_ = std::move(*Database::Open(options, clock_, log_));
  SetUp();
  const std::string large(1'900, 'x');
  const auto insert = [&](const std::string& customer, const std::string& text) {
    return "INSERT INTO Orders VALUE {'customer': '" + customer + "', 'number': 9, 't': '" + text + "'}";
  };
  const Json answer = RunBatch({insert("new", "small"), insert("ann", large), insert("bea", "small")});
  ASSERT_EQ(3U, answer.size());
  EXPECT_FALSE(answer[0].contains("Error"));
  EXPECT_TRUE(answer[1].at("Error").get<std::string>().starts_with("ItemCollectionSizeLimitExceeded: "));
  EXPECT_FALSE(answer[2].contains("Error"));
  EXPECT_EQ(Json(), GetJson("Orders", {{"customer", {{"S", "ann"}}}, {"number", {{"N", "9"}}}}));
  EXPECT_NE(Json(), GetJson("Orders", {{"customer", {{"S", "bea"}}}, {"number", {{"N", "9"}}}}));
}

TEST_F(PartiqlGroupTest, TellsWhatBatchesCost) {
  auto reads = InputOf<BatchExecuteStatementInput>(
      {"SELECT * FROM Users WHERE id = 'ada'",
       {{"Statement", "SELECT * FROM Users WHERE id = 'bob'"}, {"ConsistentRead", true}},
       "SELECT * FROM Orders WHERE customer = 'ann' AND number = 1",
       "SELECT * FROM none WHERE id = 'a'"});
  reads.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto output = BatchExecuteStatement(*database_, context_, reads);
  ASSERT_TRUE(output);
  ASSERT_EQ(2U, output->consumed_capacity.size());
  EXPECT_EQ("Users", output->consumed_capacity[0].table_name);
  EXPECT_EQ(1.5, output->consumed_capacity[0].total().total());
  EXPECT_EQ(0.5, output->consumed_capacity[1].total().total());
}

TEST_F(PartiqlGroupTest, TellsWhatTransactionsCost) {
  auto reads = InputOf<ExecuteTransactionInput>(
      {"SELECT * FROM Users WHERE id = 'ada'", "SELECT * FROM Users WHERE id = 'none'"});
  reads.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto read = ExecuteTransaction(*database_, context_, reads);
  ASSERT_TRUE(read && read->consumed_capacity.size() == 1);
  EXPECT_EQ(4.0, read->consumed_capacity[0].total().read);
  auto writes = InputOf<ExecuteTransactionInput>({"UPDATE Users SET age = 1 WHERE id = 'ada'"});
  writes.return_consumed_capacity = ReturnConsumedCapacity::kTotal;
  const auto written = ExecuteTransaction(*database_, context_, writes);
  ASSERT_TRUE(written && written->consumed_capacity.size() == 1);
  EXPECT_EQ(2.0, written->consumed_capacity[0].total().write);
  EXPECT_TRUE(written->consumed_capacity[0].split);
}

TEST_F(PartiqlGroupTest, ParametersAreLookedAtBeforeAnyStatement) {
  auto batch = InputOf<BatchExecuteStatementInput>({"SLECT", "SELECT * FROM Users WHERE id = ?"});
  batch.statements[1].value_error = ApiError::Validation("Supplied AttributeValue is empty");
  const auto batched = BatchExecuteStatement(*database_, context_, batch);
  ASSERT_FALSE(batched);
  EXPECT_EQ("Supplied AttributeValue is empty", batched.error().classic());
  ExecuteTransactionInput transaction;
  transaction.statements = batch.statements;
  const auto executed = ExecuteTransaction(*database_, context_, transaction);
  ASSERT_FALSE(executed);
  EXPECT_EQ("Supplied AttributeValue is empty", executed.error().classic());
}

}  // namespace
}  // namespace tablerock
