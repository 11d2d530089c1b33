// Query and Scan against tables of data: tests/data/operations/reads_*.json.
#include <gtest/gtest.h>

#include <fstream>

#include "operations/reads_fixture.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

Json ReadData(const std::string& name) {
  std::ifstream file(std::string(TABLEROCK_TEST_DATA) + "/operations/" + name);
  return Json::parse(file);
}

class ReadsCasesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    data = new ReadsDatabase;
    const Json dataset = ReadData("reads_dataset.json");
    for (const Json& table : dataset["tables"]) data->CreateTable(table);
    for (const auto& [table, items] : dataset["items"].items()) {
      for (const Json& item : items) data->Put(table, item);
    }
    PutMessages();
  }
  static void TearDownTestSuite() { delete data; }

  // Messages as the course's application stores them; 20 of them are 5 to 6 KB.
  static void PutMessages() {
    for (int i = 10; i < 50; ++i) {
      const std::string second = std::to_string(i);
      data->Put("Messages", {{"pk", {{"S", "MSG#55555555-6666-7777-8888-999999999999"}}},
                             {"sk", {{"S", "2024-05-05T10:10:" + second + ".123456+00:00"}}},
                             {"message_uuid", {{"S", "00000000-0000-0000-0000-0000000000" + second}}},
                             {"message", {{"S", "the finale really had me there for a moment"}}},
                             {"user_uuid", {{"S", "00000000-1111-2222-3333-444444444444"}}},
                             {"user_display_name", {{"S", "Ada Lovelace"}}},
                             {"user_handle", {{"S", "adalovelace"}}}});
    }
  }

  static inline ReadsDatabase* data = nullptr;
};

// Members that a case does not name are not looked at; one that it gives as null must not be there.
void ExpectMembers(const Json& expected, const Json& answer) {
  for (const auto& [member, value] : expected.items()) {
    EXPECT_EQ(answer.value(member, Json()), value) << member;
  }
}

TEST_F(ReadsCasesTest, AnswersAsTheTableOfCasesSays) {
  for (const Json& test_case : ReadData("reads_answers.json")) {
    SCOPED_TRACE(test_case["description"]);
    const auto output = data->Read(test_case["operation"], test_case["request"]);
    if (!output) {
      ADD_FAILURE() << output.error().classic();
      continue;
    }
    ExpectMembers(test_case["answer"], AnswerOf(*output));
  }
}

TEST_F(ReadsCasesTest, RefusesInTheServicesWords) {
  for (const Json& test_case : ReadData("reads_errors.json")) {
    SCOPED_TRACE(test_case["description"]);
    const auto output = data->Read(test_case["operation"], test_case["request"]);
    if (output) {
      ADD_FAILURE() << "accepted";
      continue;
    }
    EXPECT_EQ(TraitsOf(output.error().type()).name, test_case.value("type", "ValidationException"));
    EXPECT_EQ(output.error().text(Wording::kClassic), test_case["error"].get<std::string>());
    if (test_case.contains("current")) {
      EXPECT_EQ(output.error().text(Wording::kCurrent), test_case["current"].get<std::string>());
    }
  }
}

TEST_F(ReadsCasesTest, TellsOfABadValueInTheStartKeyBeforeTheTable) {
  ScanInput input = data->ScanInputOf({{"TableName", "none"}});
  input.exclusive_start_key = {Item(), ApiError::Validation("Supplied AttributeValue is empty")};
  const auto output = Scan(data->database(), data->context(), input);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().classic(), "The provided starting key is invalid: Supplied AttributeValue is empty");
}

TEST_F(ReadsCasesTest, TellsOfABadNumberInTheStartKeyWithoutIntroduction) {
  ScanInput input = data->ScanInputOf({{"TableName", "Hash"}});
  input.exclusive_start_key = {Item(), ApiError::Validation("The parameter cannot be converted to a numeric value: x")};
  const auto output = Scan(data->database(), data->context(), input);
  ASSERT_FALSE(output);
  EXPECT_EQ(output.error().classic(), "The parameter cannot be converted to a numeric value: x");
}

TEST_F(ReadsCasesTest, EvaluatesABoundedAmountInEachStep) {
  auto run = QueryRun::Begin(data->database(), data->context(),
                             data->QueryInputOf({{"TableName", "Large"},
                                                 {"KeyConditionExpression", "pk = :p"},
                                                 {"ExpressionAttributeValues", {{":p", {{"S", "a"}}}}},
                                                 {"Select", "COUNT"}}));
  ASSERT_TRUE(run);
  int steps = 1;
  while (true) {
    const auto complete = run->Step();
    ASSERT_TRUE(complete);
    if (*complete) break;
    ++steps;
  }
  EXPECT_EQ(steps, 6);  // two items of 100 KB a step, 11 items a page
  EXPECT_EQ(run->TakeOutput().count, 11U);
}

TEST_F(ReadsCasesTest, DoesNotSeeWhatIsWrittenBetweenItsSteps) {
  ReadsDatabase own;
  own.CreateTable({{"name", "Grows"}, {"key", {"pk:S", "sk:S"}}});
  const auto item = [](const std::string& sort_key) {
    return Json({{"pk", {{"S", "a"}}}, {"sk", {{"S", sort_key}}}, {"t", {{"S", "#KB:100"}}}});
  };
  for (const char* sort_key : {"1", "2", "3", "4"}) own.Put("Grows", item(sort_key));
  auto run = ScanRun::Begin(own.database(), own.context(), own.ScanInputOf({{"TableName", "Grows"}}));
  ASSERT_TRUE(run);
  const auto first = run->Step();
  ASSERT_TRUE(first && !*first);
  own.Put("Grows", item("35"));
  while (true) {
    const auto complete = run->Step();
    ASSERT_TRUE(complete);
    if (*complete) break;
  }
  EXPECT_EQ(run->TakeOutput().count, 4U);
}

TEST_F(ReadsCasesTest, OutlivesTheMoveOfARun) {
  auto begun = QueryRun::Begin(
      data->database(), data->context(),
      data->QueryInputOf({{"TableName", "T"},
                          {"KeyConditionExpression", "pk = :p"},
                          {"FilterExpression", "note = :n"},
                          {"ExpressionAttributeValues", {{":p", {{"S", "a"}}}, {":n", {{"S", "first"}}}}}}));
  ASSERT_TRUE(begun);
  auto run = std::make_unique<QueryRun>(std::move(*begun));
  const auto complete = run->Step();
  ASSERT_TRUE(complete && *complete);
  EXPECT_EQ(run->TakeOutput().count, 1U);
}

}  // namespace
}  // namespace tablerock
