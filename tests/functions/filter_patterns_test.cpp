// tests/data/functions/filter_patterns.json: what a pattern says of one record, or what is wrong with it.
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "functions/filter_pattern.h"

namespace tablerock {
namespace {

std::vector<nlohmann::json> Cases() {
  std::ifstream file(TABLEROCK_TEST_DATA "/functions/filter_patterns.json");
  return nlohmann::json::parse(file).get<std::vector<nlohmann::json>>();
}

const nlohmann::json& Record() {
  static const auto record = nlohmann::json::parse(R"({
    "eventID": "1", "eventName": "INSERT", "awsRegion": "eu-central-1",
    "dynamodb": {
      "Keys": {"pk": {"S": "MSG#1"}, "sk": {"S": "2024-03-01T12:00:00"}},
      "NewImage": {"pk": {"S": "MSG#1"}, "sk": {"S": "2024-03-01T12:00:00"}, "author": {"S": "Alice"},
                   "likes": {"N": "5"}, "read": {"BOOL": true}, "tags": {"L": [{"S": "a"}, {"S": "b"}]},
                   "labels": {"SS": ["x", "y"]}},
      "SizeBytes": 26}})");
  return record;
}

class FilterPatternTest : public testing::TestWithParam<nlohmann::json> {};

TEST_P(FilterPatternTest, IsAsTheTableSays) {
  const nlohmann::json& row = GetParam();
  const std::string text = row.contains("text") ? row["text"].get<std::string>() : row["pattern"].dump();
  const auto pattern = FilterPattern::Parse(text);
  if (row.contains("error")) {
    ASSERT_FALSE(pattern) << text;
    EXPECT_NE(pattern.error().classic().find(row["error"].get<std::string>()), std::string::npos)
        << pattern.error().classic();
    return;
  }
  ASSERT_TRUE(pattern) << pattern.error().classic();
  EXPECT_EQ(pattern->Matches(Record()), row["matches"].get<bool>()) << row["description"] << ": " << text;
}

INSTANTIATE_TEST_SUITE_P(Patterns, FilterPatternTest, testing::ValuesIn(Cases()));

}  // namespace
}  // namespace tablerock
