// Limits of expressions, and texts made to exhaust whoever reads them.
#include <gtest/gtest.h>

#include <string>

#include "case_table.h"
#include "expressions/condition_expression.h"
#include "expressions/key_condition_expression.h"
#include "expressions/projection_expression.h"
#include "expressions/reserved_words.h"
#include "expressions/update_expression.h"

namespace tablerock {
namespace {

const std::optional<ValuePlaceholders> kValues = ValuePlaceholders{{":v", AttributeValue::String("a")}};

std::string Repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The error of a filter, or "" if there is none.
std::string FilterError(std::string_view text) {
  auto placeholders = ExpressionPlaceholders::Create(std::nullopt, kValues).value();
  const auto condition = ParseCondition(ExpressionKind::kFilter, text, placeholders);
  return condition ? std::string() : condition.error().classic();
}

std::string UpdateError(std::string_view text) {
  auto placeholders = ExpressionPlaceholders::Create(std::nullopt, kValues).value();
  const auto update = ParseUpdate(text, placeholders);
  return update ? std::string() : update.error().classic();
}

TEST(ExpressionLimitsTest, TheTextHas4096BytesAtMost) {
  EXPECT_EQ("", FilterError("a = :v" + std::string(4090, ' ')));
  EXPECT_EQ("Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: 4097",
            FilterError("a = :v" + std::string(4091, ' ')));
  // Counted before anything is read.
  EXPECT_EQ("Invalid UpdateExpression: Expression size has exceeded the maximum allowed size; expression size: 4098",
            UpdateError(Repeat("\xc3\xa4", 2049)));
}

TEST(ExpressionLimitsTest, AConditionHas300OperatorsAtMost) {
  const std::string too_many =
      "Invalid FilterExpression: The expression contains too many operators; operator count: 301";
  EXPECT_EQ("", FilterError("a = :v" + Repeat(" OR a = :v", 149)));  // 150 comparisons and 149 OR
  EXPECT_EQ(too_many, FilterError("a = :v" + Repeat(" OR a = :v", 150)));
  EXPECT_EQ("", FilterError(Repeat("NOT ", 299) + "a = :v"));
  EXPECT_EQ(too_many, FilterError(Repeat("NOT ", 300) + "a = :v"));
  EXPECT_EQ("", FilterError("contains(a,:v)" + Repeat(" AND contains(a,:v)", 149)));
  EXPECT_EQ(too_many, FilterError("contains(a,:v)" + Repeat(" AND contains(a,:v)", 150)));
  EXPECT_EQ("", FilterError("a BETWEEN :v AND :v" + Repeat(" AND a BETWEEN :v AND :v", 149)));
  EXPECT_EQ(too_many, FilterError("a BETWEEN :v AND :v" + Repeat(" AND a BETWEEN :v AND :v", 150)));
  EXPECT_EQ(too_many, FilterError("size(a)=:v" + Repeat(" AND size(a)=:v", 100)));  // three operators each
}

TEST(ExpressionLimitsTest, OtherErrorsComeBeforeTheNumberOfOperators) {
  const std::string many = "a = :v" + Repeat(" OR a = :v", 150);
  EXPECT_EQ("Invalid FilterExpression: The expression has redundant parentheses;", FilterError(many + " OR ((a=:v))"));
  EXPECT_EQ("Invalid FilterExpression: Invalid function name; function: f", FilterError(many + " OR f(a)"));
  EXPECT_EQ(
      "Invalid FilterExpression: An expression attribute name used in the document path is not defined; attribute "
      "name: "
      "#u",
      FilterError(many + " OR #u = :v"));
}

TEST(ExpressionLimitsTest, InTakes100OperandsAtMost) {
  EXPECT_EQ("", FilterError("a IN (:v" + Repeat(",:v", 99) + ")"));
  EXPECT_EQ("Invalid FilterExpression: The IN operator is provided with too many operands; number of operands: 101",
            FilterError("a IN (:v" + Repeat(",:v", 100) + ")"));
}

TEST(ExpressionLimitsTest, APathHas32LevelsAtMost) {
  EXPECT_EQ("", FilterError("a" + Repeat(".b", 31) + " = :v"));
  EXPECT_EQ("Invalid FilterExpression: The document path has too many nesting levels; nesting levels: 33",
            FilterError("a" + Repeat("[0]", 32) + " = :v"));
  EXPECT_EQ("Invalid UpdateExpression: The document path has too many nesting levels; nesting levels: 33",
            UpdateError("REMOVE a" + Repeat(".b", 32)));
}

TEST(ExpressionLimitsTest, AnUpdateHas300OperatorsAtMost) {
  std::string text = "SET ";
  for (int i = 0; i < 300; ++i) text += "a" + std::to_string(i) + "=b+c,";
  EXPECT_EQ("", UpdateError(text + "z=b"));
  EXPECT_EQ("Invalid UpdateExpression: The expression contains too many operators; operator count: 301",
            UpdateError(text + "z=b-c"));
}

TEST(ExpressionLimitsTest, DeepTextsExhaustNothing) {
  const std::string closed = Repeat("(", 2040) + "a = :v" + Repeat(")", 2040);
  EXPECT_EQ("Invalid FilterExpression: The expression has redundant parentheses;", FilterError(closed));
  for (const std::string& text : {Repeat("(", 4096), Repeat("((a = :v) AND ", 290), Repeat("NOT ", 1020),
                                  Repeat("size(", 800), Repeat("f(", 2000), Repeat("NOT(", 1020),
                                  "a" + Repeat("[0]", 1000), Repeat("a.", 2000), "a IN (" + Repeat("(", 4000)}) {
    EXPECT_NE(std::string::npos, FilterError(text).find("Syntax error; token: \"<EOF>\"")) << text.substr(0, 20);
  }
  EXPECT_EQ("", FilterError(Repeat("a = :v AND (", 149) + "a = :v" + Repeat(")", 149)));
  EXPECT_EQ("Invalid FilterExpression: The expression contains too many operators; operator count: 301",
            FilterError(Repeat("NOT (", 600) + "a = :v" + Repeat(")", 600)));
  for (const std::string& text : {"SET a = " + Repeat("(", 4000), "SET a = " + Repeat("if_not_exists(a,", 250),
                                  "SET a = " + Repeat("f(", 2000), "SET a = " + Repeat("f((", 1300)}) {
    EXPECT_NE(std::string::npos, UpdateError(text).find("Syntax error; token: \"<EOF>\"")) << text.substr(0, 20);
  }
  EXPECT_EQ("", UpdateError("SET a = " + Repeat("if_not_exists(a,", 230) + ":v" + Repeat(")", 230)));
}

TEST(ExpressionLimitsTest, TheDeepestConditionIsEvaluated) {
  auto placeholders = ExpressionPlaceholders::Create(std::nullopt, kValues).value();
  const std::string text = Repeat("NOT ", 299) + "a = :v";
  const auto condition = ParseCondition(ExpressionKind::kCondition, text, placeholders);
  ASSERT_TRUE(condition);
  EXPECT_FALSE(condition->Evaluate(ItemFromJson({{"a", {{"S", "a"}}}})));
  EXPECT_TRUE(condition->Evaluate(ItemView()));
}

TEST(ExpressionLimitsTest, AValueMayNotBeSetDeeperThanAnItemMayNest) {
  nlohmann::json value = {{"S", "leaf"}};
  for (int i = 0; i < 30; ++i) value = {{"L", {value}}};
  const std::optional<ValuePlaceholders> values = ValuePlaceholders{{":v", ValueFromJson(value)}};
  const Item item = ItemFromJson({{"m", {{"M", {{"n", {{"M", nlohmann::json::object()}}}}}}}});
  const auto apply = [&](std::string_view text) {
    auto placeholders = ExpressionPlaceholders::Create(std::nullopt, values).value();
    return ParseUpdate(text, placeholders).value().Apply(item, item);
  };
  EXPECT_TRUE(apply("SET a = :v"));
  EXPECT_TRUE(apply("SET m.a = :v"));
  const auto result = apply("SET m.n.a = :v");
  ASSERT_FALSE(result);
  EXPECT_EQ(
      "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
      result.error().classic());
}

TEST(ReservedWordsTest, AreFoundInAnyCase) {
  for (const char* word : {"name", "NAME", "nAmE", "abort", "zone", "size", "ttl", "at", "authorization"}) {
    EXPECT_TRUE(IsReservedWord(word)) << word;
  }
  for (const char* word : {"", "pk", "namee", "nam", "authorizations", "zzz", "a", "_", "na-me"}) {
    EXPECT_FALSE(IsReservedWord(word)) << word;
  }
}

}  // namespace
}  // namespace tablerock
