#include "expressions/placeholders.h"

#include <gtest/gtest.h>

#include "expressions/condition_expression.h"
#include "expressions/update_expression.h"

namespace tablerock {
namespace {

const AttributeValue kValue = AttributeValue::String("a");

std::string ErrorOf(const std::optional<NamePlaceholders>& names, const std::optional<ValuePlaceholders>& values) {
  const auto placeholders = ExpressionPlaceholders::Create(names, values);
  return placeholders ? std::string() : placeholders.error().classic();
}

TEST(PlaceholdersTest, MapsHaveToBeWellFormed) {
  EXPECT_EQ("", ErrorOf(std::nullopt, std::nullopt));
  EXPECT_EQ("", ErrorOf(NamePlaceholders{{"#a", "x.y"}, {"#1_", "b"}}, ValuePlaceholders{{":_", kValue}}));
  EXPECT_EQ("ExpressionAttributeNames must not be empty", ErrorOf(NamePlaceholders{}, std::nullopt));
  EXPECT_EQ("ExpressionAttributeValues must not be empty", ErrorOf(std::nullopt, ValuePlaceholders{}));
  for (const char* key : {"a", "#", "#a-b", "#a.b", ":a", "#\xc3\xa4"}) {
    EXPECT_EQ(std::string("ExpressionAttributeNames contains invalid key: Syntax error; key: \"") + key + '"',
              ErrorOf(NamePlaceholders{{key, "x"}}, std::nullopt));
  }
  EXPECT_EQ("ExpressionAttributeValues contains invalid key: Syntax error; key: \"v\"",
            ErrorOf(std::nullopt, ValuePlaceholders{{"v", kValue}}));
  EXPECT_EQ("ExpressionAttributeNames contains invalid key: The expression attribute map contains an empty key;",
            ErrorOf(NamePlaceholders{{"", "x"}}, std::nullopt));
  EXPECT_EQ("", ErrorOf(NamePlaceholders{{"#" + std::string(254, 'x'), "x"}}, std::nullopt));
  EXPECT_EQ(
      "ExpressionAttributeNames contains invalid key: The expression attribute map contains a key that is too long; "
      "size "
      "of key: 256",
      ErrorOf(NamePlaceholders{{"#" + std::string(255, 'x'), "x"}}, std::nullopt));
  EXPECT_EQ("ExpressionAttributeNames contains invalid value: Empty attribute name for key #a",
            ErrorOf(NamePlaceholders{{"#a", ""}}, std::nullopt));
  EXPECT_EQ("", ErrorOf(NamePlaceholders{{"#a", std::string(65535, 'x')}}, std::nullopt));
  EXPECT_EQ(
      "ExpressionAttributeNames contains invalid value: Attribute name is too large, must be less than 65536 bytes for "
      "key #a",
      ErrorOf(NamePlaceholders{{"#a", std::string(65536, 'x')}}, std::nullopt));
}

TEST(PlaceholdersTest, EachHasToBeUsedByOneOfTheExpressions) {
  const std::optional<NamePlaceholders> names = NamePlaceholders{{"#a", "a"}, {"#b", "b"}, {"#c", "c"}};
  const std::optional<ValuePlaceholders> values = ValuePlaceholders{{":v", kValue}, {":w", kValue}};
  auto placeholders = ExpressionPlaceholders::Create(names, values).value();
  EXPECT_EQ("Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #b, #c}",
            placeholders.CheckAllUsed().error().classic());
  ASSERT_TRUE(ParseUpdate("SET #a = :v, #b = x", placeholders));
  EXPECT_EQ("Value provided in ExpressionAttributeNames unused in expressions: keys: {#c}",
            placeholders.CheckAllUsed().error().classic());
  ASSERT_TRUE(ParseCondition(ExpressionKind::kCondition, "#a = #c", placeholders));
  const auto unused = placeholders.CheckAllUsed();
  EXPECT_EQ("Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}", unused.error().classic());
  EXPECT_EQ(
      "1 validation error detected: Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}",
      unused.error().text(Wording::kCurrent));
  ASSERT_TRUE(ParseCondition(ExpressionKind::kCondition, "x = :w", placeholders));
  EXPECT_TRUE(placeholders.CheckAllUsed());
}

TEST(PlaceholdersTest, WantAnExpression) {
  const auto error = [](bool names, bool values, std::initializer_list<ExpressionParameter> parameters) {
    const auto result = CheckPlaceholdersHaveExpression(names, values, parameters);
    return result ? std::pair<std::string, std::string>()
                  : std::pair(result.error().classic(), result.error().text(Wording::kCurrent));
  };
  const ExpressionParameter no_condition{ExpressionKind::kCondition, false};
  const ExpressionParameter no_update{ExpressionKind::kUpdate, false};
  const ExpressionParameter projection{ExpressionKind::kProjection, true};
  const ExpressionParameter no_filter{ExpressionKind::kFilter, false};
  EXPECT_EQ("", error(true, true, {{ExpressionKind::kCondition, true}}).first);
  EXPECT_EQ("", error(true, true, {no_update, {ExpressionKind::kCondition, true}}).first);
  EXPECT_EQ("", error(true, false, {projection, no_filter}).first);
  EXPECT_EQ("ExpressionAttributeNames can only be specified when using expressions",
            error(true, true, {no_condition}).first);
  const auto one = error(false, true, {no_condition});
  EXPECT_EQ("ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
            one.first);
  EXPECT_EQ("1 validation error detected: ExpressionAttributeValues can only be specified when using expressions",
            one.second);
  EXPECT_EQ(
      "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and "
      "ConditionExpression "
      "are null",
      error(false, true, {no_update, no_condition}).first);
  EXPECT_EQ("ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
            error(false, true, {projection, no_filter}).first);
}

}  // namespace
}  // namespace tablerock
