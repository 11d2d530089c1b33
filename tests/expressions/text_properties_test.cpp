// Random expression texts. The seed is printed: TABLEROCK_SEED.
#include <gtest/gtest.h>

#include <string>

#include "../model/random_items.h"
#include "case_table.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "expressions/update_expression.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

struct RandomCondition {
  std::string text;
  bool holds;
  int binds;  // 3: an atom or parentheses, 2: NOT, 1: AND, 0: OR
};

RandomCondition MakeCondition(RandomEngine& random, int depth) {
  if (depth == 0) {
    const bool holds = Below(random, 2) == 0;
    return {holds ? "t = :t" : "t <> :t", holds, 3};
  }
  // Parentheses only where the operand binds more weakly, so that precedence decides all else.
  const auto operand = [&](int binds) {
    RandomCondition inner = MakeCondition(random, static_cast<int>(Below(random, static_cast<std::size_t>(depth))));
    if (inner.binds < binds) inner.text = "(" + inner.text + ")";
    return inner;
  };
  switch (Below(random, 3)) {
    case 0: {
      const RandomCondition inner = operand(2);
      return {"NOT " + inner.text, !inner.holds, 2};
    }
    case 1: {
      const RandomCondition left = operand(1);
      const RandomCondition right = operand(2);
      return {left.text + " AND " + right.text, left.holds && right.holds, 1};
    }
    default: {
      const RandomCondition left = operand(0);
      const RandomCondition right = operand(1);
      return {left.text + " or " + right.text, left.holds || right.holds, 0};
    }
  }
}

TEST(ExpressionPropertiesTest, NotBindsBeforeAndAndAndBeforeOr) {
  RandomEngine random = MakeRandomEngine();
  const Item item = ItemFromJson({{"t", {{"BOOL", true}}}});
  const std::optional<ValuePlaceholders> values = ValuePlaceholders{{":t", AttributeValue::Bool(true)}};
  for (int round = 0; round < 3000; ++round) {
    const RandomCondition expected = MakeCondition(random, 5);
    auto placeholders = ExpressionPlaceholders::Create(std::nullopt, values).value();
    const auto condition = ParseCondition(ExpressionKind::kCondition, expected.text, placeholders);
    ASSERT_TRUE(condition) << expected.text << "\n" << condition.error().classic();
    ASSERT_EQ(expected.holds, condition->Evaluate(item)) << expected.text;
  }
}

TEST(ExpressionPropertiesTest, NoTextDoesHarm) {
  RandomEngine random = MakeRandomEngine();
  constexpr const char* kPieces[] = {"a",
                                     "b.c",
                                     "#n",
                                     ":v",
                                     "(",
                                     ")",
                                     "[",
                                     "]",
                                     "0",
                                     "12",
                                     ",",
                                     ".",
                                     "=",
                                     "<>",
                                     "<",
                                     ">=",
                                     "AND",
                                     "OR",
                                     "NOT",
                                     "BETWEEN",
                                     "IN",
                                     "SET",
                                     "+",
                                     "-",
                                     "ADD",
                                     "size(",
                                     "contains(",
                                     "if_not_exists(",
                                     "REMOVE",
                                     "DELETE",
                                     "list_append(",
                                     "\xf0",
                                     "\xc3\xa4",
                                     "!",
                                     "f("};
  const std::optional<NamePlaceholders> names = NamePlaceholders{{"#n", "name"}};
  const std::optional<ValuePlaceholders> values = ValuePlaceholders{{":v", AttributeValue::Number("1")}};
  const Item item = ItemFromJson(Json::parse(R"({"a": {"N": "1"}, "b": {"M": {"c": {"L": [{"N": "2"}]}}}})"));
  int parsed = 0;
  for (int round = 0; round < 15000; ++round) {
    std::string text = Below(random, 2) == 0 ? "SET a = " : "";
    for (std::size_t i = 1 + Below(random, 8); i > 0; --i) {
      text += kPieces[Below(random, std::size(kPieces))];
      if (Below(random, 3) != 0) text += ' ';
    }
    auto placeholders = ExpressionPlaceholders::Create(names, values).value();
    if (const auto condition = ParseCondition(ExpressionKind::kFilter, text, placeholders)) {
      ++parsed;
      (void)condition->Evaluate(item);
    }
    if (const auto update = ParseUpdate(text, placeholders)) {
      ++parsed;
      const auto result = update->Apply(item, item);
      ASSERT_TRUE(!result || CheckEncodedItem(result->bytes())) << text;
    }
    if (const auto projection = ParseProjection(text, placeholders)) {
      ++parsed;
      (void)projection->Apply(item);
    }
  }
  EXPECT_GT(parsed, 100);
}

}  // namespace
}  // namespace tablerock
