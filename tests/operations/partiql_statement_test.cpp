// ExecuteStatement on tables of items.
#include <gtest/gtest.h>

#include "operations/partiql_fixture.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

class ExecuteStatementTest : public PartiqlTest {
 protected:
  // Each case: its request, the answer, and optionally items as they are afterwards (null: none).
  void RunCases(std::string_view file) {
    for (const Json& group : ReadCases(file)) {
      for (const Json& row : group.at("cases")) {
        SCOPED_TRACE(group.at("description").get<std::string>() + ": " + row.at("request").dump());
        EXPECT_EQ(row.at("answer"), Run(row.at("request")));
        if (!row.contains("then")) continue;
        const Json& then = row.at("then");
        EXPECT_EQ(then.at("item"), GetJson(then.at("table").get<std::string>(), then.at("key")));
        Restore();
      }
    }
  }
};

TEST_F(ExecuteStatementTest, SelectsAsTheService) { RunCases("select_answers.json"); }

TEST_F(ExecuteStatementTest, RefusesToSelectInTheServicesWords) { RunCases("select_errors.json"); }

TEST_F(ExecuteStatementTest, WritesAsTheService) { RunCases("writes.json"); }

TEST_F(ExecuteStatementTest, ParametersAreLookedAtBeforeTheStatement) {
  ExecuteStatementInput input;
  input.statement = "SLECT";
  input.value_error = ApiError::Validation("Supplied AttributeValue is empty");
  const auto output = ExecuteStatement(*database_, context_, input);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().classic(), "Supplied AttributeValue is empty");
}

Json OrderNumbers(const Json& answer) {
  Json numbers = Json::array();
  for (const Json& item : answer.at("Items")) {
    numbers.push_back(item.at("customer").at("S").get<std::string>() + item.at("number").at("N").get<std::string>());
  }
  return numbers;
}

TEST_F(ExecuteStatementTest, PagesGoThroughAllItemsOnce) {
  const std::pair<const char*, Json> statements[] = {
      {"SELECT * FROM Orders WHERE customer IN ['bea', 'ann']", {"ann1", "ann2", "ann3", "bea1", "bea2"}},
      {"SELECT * FROM Orders WHERE customer IN ['ann', 'bea'] ORDER BY customer DESC, number ASC",
       {"bea1", "bea2", "ann1", "ann2", "ann3"}},
      {"SELECT * FROM Orders WHERE customer IN ['ann', 'bea'] ORDER BY customer, number DESC",
       {"ann3", "ann2", "ann1", "bea2", "bea1"}},
      {"SELECT * FROM Orders WHERE customer = 'ann' AND (number = 3 OR number < 2)", {"ann1", "ann3"}},
      {"SELECT * FROM Orders.byState WHERE state = 'open' ORDER BY due DESC", {"ann3", "bea1", "ann1"}}};
  for (const auto& [statement, expected] : statements) {
    for (int limit = 1; limit <= 6; ++limit) {
      SCOPED_TRACE(std::string(statement) + " by " + std::to_string(limit));
      Json seen = Json::array();
      Json request{{"Statement", statement}, {"Limit", limit}};
      for (int page = 0; page < 10; ++page) {
        const Json answer = Run(request);
        ASSERT_TRUE(answer.contains("Items")) << answer;
        EXPECT_LE(answer["Items"].size(), static_cast<std::size_t>(limit));
        for (const Json& number : OrderNumbers(answer)) seen.push_back(number);
        if (next_token_.empty()) break;
        request["NextToken"] = next_token_;
      }
      EXPECT_EQ(expected, seen);
      EXPECT_TRUE(next_token_.empty());
    }
  }
}

TEST_F(ExecuteStatementTest, ScansGoThroughAllItemsOnce) {
  Json seen = Json::array();
  Json request{{"Statement", "SELECT * FROM Orders WHERE total > 1"}, {"Limit", 2}};
  do {
    for (const Json& number : OrderNumbers(Run(request))) seen.push_back(number);
    request["NextToken"] = next_token_;
  } while (!next_token_.empty());
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(Json({"ann1", "ann2", "ann3", "bea1"}), seen);
}

TEST_F(ExecuteStatementTest, ATokenHoldsForItsStatementAndParameters) {
  const Json request{
      {"Statement", "SELECT * FROM Orders WHERE customer = ?"}, {"Parameters", {{{"S", "ann"}}}}, {"Limit", 1}};
  Run(request);
  ASSERT_FALSE(next_token_.empty());
  const std::string token = next_token_;
  const auto with_token = [&](Json other) {
    other["NextToken"] = token;
    return Run(other);
  };
  Json again = request;
  again["Limit"] = 5;
  again["ConsistentRead"] = true;
  EXPECT_EQ(Json({"ann2", "ann3"}), OrderNumbers(with_token(again)));
  const Json refused{{"error", "ValidationException: NextToken does not match request"}};
  Json other = request;
  other["Parameters"] = {{{"S", "bea"}}};
  EXPECT_EQ(refused, with_token(other));
  other = request;
  other["Statement"] = "SELECT * FROM Orders  WHERE customer = ?";
  EXPECT_EQ(refused, with_token(other));
  EXPECT_EQ(Json({{"Items", Json::array()}}), with_token({{"Statement", "DELETE FROM Users WHERE id = 'none'"}}));
}

TEST_F(ExecuteStatementTest, ForgedTokensAreRefused) {
  const Json request{{"Statement", "SELECT * FROM Orders WHERE customer = 'ann'"}, {"Limit", 1}};
  Run(request);
  const std::string token = next_token_;
  const Json invalid{{"error", "ValidationException: Invalid NextToken"}};
  const auto with_token = [&](const std::string& other) {
    Json changed = request;
    changed["NextToken"] = other;
    return Run(changed);
  };
  EXPECT_EQ(invalid, with_token("abc"));
  EXPECT_EQ(invalid, with_token("AAAA"));
  EXPECT_EQ(invalid, with_token(token.substr(0, 40)));  // ends behind its version, digest and read
  // Another read, another key; whatever comes, nothing of another customer.
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string forged = token;
    forged[at] = forged[at] == 'A' ? 'B' : 'A';
    const Json answer = with_token(forged);
    if (answer.contains("error")) continue;
    for (const Json& item : answer["Items"]) EXPECT_EQ("ann", item.at("customer").at("S"));
  }
}

TEST_F(ExecuteStatementTest, APageEndsAtOneMegabyteOverAllReads) {
  const std::string large(300'000, 'x');
  for (const char* customer : {"c1", "c2", "c3"}) {
    for (int number = 1; number <= 3; ++number) {
      Put("Orders",
          Json({{"customer", {{"S", customer}}}, {"number", {{"N", std::to_string(number)}}}, {"t", {{"S", large}}}})
              .dump());
    }
  }
  Json request{{"Statement", "SELECT customer, number FROM Orders WHERE customer IN ['c1', 'c2', 'c3']"}};
  EXPECT_EQ(Json({"c11", "c12", "c13", "c21"}), OrderNumbers(Run(request)));
  ASSERT_FALSE(next_token_.empty());
  request["NextToken"] = next_token_;
  EXPECT_EQ(Json({"c22", "c23", "c31", "c32"}), OrderNumbers(Run(request)));
  request["NextToken"] = next_token_;
  EXPECT_EQ(Json({"c33"}), OrderNumbers(Run(request)));
  EXPECT_TRUE(next_token_.empty());
}

TEST_F(ExecuteStatementTest, WorksInSteps) {
  const std::string large(100'000, 'x');
  for (int number = 10; number < 14; ++number) {
    Put("Orders",
        Json({{"customer", {{"S", "ann"}}}, {"number", {{"N", std::to_string(number)}}}, {"t", {{"S", large}}}})
            .dump());
  }
  ExecuteStatementInput input;
  input.statement = "SELECT number FROM Orders WHERE customer = 'ann' AND t IS NOT MISSING AND number > ?";
  input.parameters.push_back(AttributeValue::Number("0"));
  auto begun = ExecuteStatementRun::Begin(*database_, context_, std::move(input));
  ASSERT_TRUE(begun);
  auto run = std::make_unique<ExecuteStatementRun>(std::move(*begun));
  int steps = 1;
  for (;; ++steps) {
    const auto complete = run->Step();
    ASSERT_TRUE(complete);
    if (*complete) break;
  }
  EXPECT_EQ(3, steps);
  EXPECT_EQ(4U, run->TakeOutput().items.size());
}

double UnitsOf(const Result<ExecuteStatementOutput>& output) {
  return output && output->consumed_capacity ? output->consumed_capacity->total().total() : -1;
}

TEST_F(ExecuteStatementTest, TellsWhatItCosts) {
  const auto cost = [&](std::string_view statement, bool consistent = false) {
    ExecuteStatementInput input;
    input.statement = statement;
    input.consistent_read = consistent;
    input.return_consumed_capacity = ReturnConsumedCapacity::kIndexes;
    return UnitsOf(ExecuteStatement(*database_, context_, input));
  };
  EXPECT_EQ(0.5, cost("SELECT * FROM Orders WHERE customer = 'ann'"));
  EXPECT_EQ(1.0, cost("SELECT * FROM Orders WHERE customer = 'ann'", true));
  EXPECT_EQ(1.0, cost("SELECT * FROM Orders WHERE customer IN ['ann', 'bea']"));
  // Two of three items are fetched from the table for what the local index does not have.
  EXPECT_EQ(1.5, cost("SELECT state FROM Orders.byTotal WHERE customer = 'ann' AND total > 5"));
  EXPECT_EQ(1.0, cost("UPDATE Users SET age = 37 WHERE id = 'ada'"));
  EXPECT_EQ(5.0, cost("INSERT INTO Orders VALUE {'customer': 'cid', 'number': 1, 'state': 'open', 'due': '2024-09', "
                      "'total': 3, 'city': 'Rome'}"));
}

}  // namespace
}  // namespace tablerock
