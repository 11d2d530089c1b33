// What operations ask of expressions beside their results.
#include <gtest/gtest.h>

#include "case_table.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "expressions/update_expression.h"

namespace tablerock {
namespace {

const std::optional<ValuePlaceholders> kValues =
    ValuePlaceholders{{":v", AttributeValue::String("a")}, {":n", AttributeValue::Number("1")}};
const std::optional<NamePlaceholders> kNames = NamePlaceholders{{"#pk", "pk"}};

ExpressionPlaceholders Placeholders() { return ExpressionPlaceholders::Create(kNames, kValues).value(); }

UpdateExpression Update(std::string_view text) {
  auto placeholders = Placeholders();
  return ParseUpdate(text, placeholders).value();
}

const KeySchema kKey{{{"pk", AttributeType::kString}}, {{"sk", AttributeType::kString}}};

TEST(ExpressionTest, ErrorsHaveTheWordingOfTheirExpression) {
  auto placeholders = Placeholders();
  const auto condition = ParseCondition(ExpressionKind::kCondition, "((a = :v))", placeholders);
  EXPECT_EQ("Invalid ConditionExpression: The expression has redundant parentheses;", condition.error().classic());
  EXPECT_EQ("1 validation error detected: Invalid ConditionExpression: The expression has redundant parentheses;",
            condition.error().text(Wording::kCurrent));
  const auto filter = ParseCondition(ExpressionKind::kFilter, "((a = :v))", placeholders);
  EXPECT_EQ("Invalid FilterExpression: The expression has redundant parentheses;",
            filter.error().text(Wording::kCurrent));
  EXPECT_EQ("1 validation error detected: Invalid UpdateExpression: The expression can not be empty;",
            ParseUpdate("", placeholders).error().text(Wording::kCurrent));
  EXPECT_EQ("Invalid ProjectionExpression: The expression can not be empty;",
            ParseProjection("", placeholders).error().text(Wording::kCurrent));
}

TEST(ExpressionTest, AFilterNamesNoKeyAttribute) {
  auto placeholders = Placeholders();
  const auto error = [&](std::string_view text) {
    const auto result = ParseCondition(ExpressionKind::kFilter, text, placeholders).value().CheckNamesNoKeyOf(kKey);
    return result ? std::string() : result.error().classic();
  };
  const std::string text = "Filter Expression can only contain non-primary key attributes: Primary key attribute: ";
  EXPECT_EQ("", error("a = :v AND pk2 = :v"));
  EXPECT_EQ(text + "sk", error("a = :v AND sk = :v"));
  EXPECT_EQ(text + "pk", error("a = :v AND sk = :v AND #pk = :v"));
  EXPECT_EQ(text + "sk", error("size(sk.x) = :n"));
}

TEST(ExpressionTest, TellsWhichAttributesItNames) {
  auto placeholders = Placeholders();
  using Names = std::vector<std::string_view>;
  EXPECT_EQ((Names{"a", "b", "pk"}),
            ParseCondition(ExpressionKind::kCondition, "a.x = b[0] OR a.y = #pk", placeholders)->attributes());
  EXPECT_EQ((Names{"l", "m"}), ParseProjection("l[0], m.x, l[1]", placeholders)->attributes());
  EXPECT_EQ((Names{"a", "m", "d"}), Update("SET a = b, m.x = c REMOVE m.y, d").updated_attributes());
}

TEST(ExpressionTest, AnUpdateMayNotTouchTheKey) {
  const auto error = [](std::string_view text) {
    const auto result = Update(text).CheckUpdatesNoKeyOf(kKey);
    return result ? std::string() : result.error().classic();
  };
  const std::string text = "One or more parameter values were invalid: Cannot update attribute ";
  EXPECT_EQ("", error("SET a = pk"));
  EXPECT_EQ(text + "sk. This attribute is part of the key", error("SET a = :v, sk = :v, pk = :v"));
  EXPECT_EQ(text + "pk. This attribute is part of the key", error("REMOVE #pk.x"));
}

TEST(ExpressionTest, AnUpdateThatOnlyTakesAwayMakesNoItem) {
  EXPECT_TRUE(Update("SET a = :v REMOVE b").creates_item());
  EXPECT_TRUE(Update("ADD a :n").creates_item());
  EXPECT_FALSE(Update("REMOVE a, b").creates_item());
}

TEST(ExpressionTest, AnUpdateStatementHasItsCost) {
  EXPECT_EQ(3U + 19, Update("SET a = :v").statement_cost_bytes());
  EXPECT_EQ(3U + 19 + 19 + 2, Update("SET a = :v, b = :v REMOVE c").statement_cost_bytes());
  EXPECT_EQ(3U + 19 + 1, Update("SET l[3] = :v").statement_cost_bytes());
}

TEST(ExpressionTest, OneSyntaxServesManyRequests) {
  const auto syntax = ParseConditionSyntax(ExpressionKind::kCondition, "#n = :v").value();
  const Item item = ItemFromJson({{"a", {{"S", "x"}}}, {"b", {{"S", "y"}}}});
  for (const char* attribute : {"a", "b"}) {
    const std::optional<NamePlaceholders> names = NamePlaceholders{{"#n", attribute}};
    const std::optional<ValuePlaceholders> values = ValuePlaceholders{{":v", AttributeValue::String("x")}};
    auto placeholders = ExpressionPlaceholders::Create(names, values).value();
    EXPECT_EQ(attribute[0] == 'a', ResolveCondition(syntax, placeholders).value().Evaluate(item));
  }
}

// As legacy parameters and PartiQL build them.
TEST(ExpressionTest, TreesCanBeBuiltByHand) {
  Operands operands;
  ConditionTree condition;
  const NodeIndex exists =
      condition.nodes.Call(Function::kAttributeExists, {condition.nodes.Path(operands.AddPath({"a", {"b"}}))});
  const NodeIndex equals =
      condition.nodes.Compare(Comparator::kEqual, condition.nodes.Path(operands.AddPath({"n", {}})),
                              condition.nodes.Value(operands.AddOwnedValue(AttributeValue::Number("5"))));
  condition.root = condition.nodes.And(exists, condition.nodes.Not(equals));
  const ConditionExpression by_hand(std::move(condition), std::move(operands));
  EXPECT_TRUE(by_hand.Evaluate(ItemFromJson({{"a", {{"M", {{"b", {{"S", ""}}}}}}}, {"n", {{"N", "6"}}}})));
  EXPECT_FALSE(by_hand.Evaluate(ItemFromJson({{"a", {{"M", {{"b", {{"S", ""}}}}}}}, {"n", {{"N", "5"}}}})));

  Operands update_operands;
  UpdateTree update;
  const NodeIndex value = update.nodes.Value(update_operands.AddOwnedValue(AttributeValue::Number("2")));
  update.actions.push_back({UpdateClause::kAdd, update_operands.AddPath({"n", {}}), value});
  update.actions.push_back({UpdateClause::kRemove, update_operands.AddPath({"a", {}})});
  const UpdateExpression updated(std::move(update), std::move(update_operands));
  const Item item = ItemFromJson({{"a", {{"S", "x"}}}, {"n", {{"N", "40"}}}});
  EXPECT_EQ(ItemFromJson({{"n", {{"N", "42"}}}}), updated.Apply(item, item).value());
}

}  // namespace
}  // namespace tablerock
