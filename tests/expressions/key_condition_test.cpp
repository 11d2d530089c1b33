#include "expressions/key_condition_expression.h"

#include <gtest/gtest.h>

#include "case_table.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

// ["pk S", "sk N"]
std::vector<KeyAttribute> KeyAttributesOf(const Json& json) {
  std::vector<KeyAttribute> attributes;
  for (const Json& entry : json) {
    const std::string text = entry.get<std::string>();
    const std::size_t space = text.find(' ');
    const char type = text[space + 1];
    attributes.push_back({text.substr(0, space), type == 'S'   ? AttributeType::kString
                                                 : type == 'N' ? AttributeType::kNumber
                                                               : AttributeType::kBinary});
  }
  return attributes;
}

std::string Describe(const SortKeyRange& range) {
  const std::string value(range.value.text());
  switch (range.op) {
    case SortKeyOperator::kLess:
      return "< " + value;
    case SortKeyOperator::kLessOrEqual:
      return "<= " + value;
    case SortKeyOperator::kGreater:
      return "> " + value;
    case SortKeyOperator::kGreaterOrEqual:
      return ">= " + value;
    case SortKeyOperator::kBetween:
      return "BETWEEN " + value + ' ' + std::string(range.upper.value().text());
    case SortKeyOperator::kBeginsWith:
      return "begins_with " + value;
  }
  return {};
}

Json TextsOf(const std::vector<AttributeValueView>& values) {
  Json texts = Json::array();
  for (const AttributeValueView value : values) texts.push_back(std::string(value.text()));
  return texts;
}

TEST(KeyConditionTest, BindsToKeySchemasAsTheServiceDoes) {
  ForEachCase("key_conditions.json", [](const ExpressionCase& c) {
    ExpressionPlaceholders placeholders = c.placeholders.View();
    const auto condition = ParseKeyCondition(c.text, placeholders);
    if (!condition) return ExpectError(c, condition.error());
    const Json& schema = c.row.contains("schema") ? c.row.at("schema") : c.table.at("schema");
    const auto range = condition->Bind({KeyAttributesOf(schema.at("hash")), KeyAttributesOf(schema.at("range"))});
    if (!range) return ExpectError(c, range.error());
    ASSERT_FALSE(c.row.contains("error")) << "expected: " << c.row.at("error");
    EXPECT_EQ(c.row.at("partition_key"), TextsOf(range->partition_key));
    EXPECT_EQ(c.row.at("sort_key_prefix"), TextsOf(range->sort_key_prefix));
    EXPECT_EQ(c.row.value("range", ""), range->sort_key_range ? Describe(*range->sort_key_range) : "");
  });
}

TEST(KeyConditionTest, HasBothWordingsAlike) {
  ExpressionPlaceholders placeholders;
  const auto condition = ParseKeyCondition("pk = = :v", placeholders);
  ASSERT_FALSE(condition);
  EXPECT_EQ(condition.error().classic(), condition.error().text(Wording::kCurrent));
}

// As legacy KeyConditions are translated.
TEST(KeyConditionTest, TakesATreeBuiltByHand) {
  Operands operands;
  ConditionTree tree;
  const NodeIndex path = tree.nodes.Path(operands.AddPath({"pk", {}}));
  const NodeIndex value = tree.nodes.Value(operands.AddOwnedValue(AttributeValue::String("a")));
  tree.root = tree.nodes.Compare(Comparator::kEqual, path, value);
  const KeyConditionExpression condition(std::move(tree), std::move(operands));
  const auto range = condition.Bind({{{"pk", AttributeType::kString}}, {}});
  ASSERT_TRUE(range);
  EXPECT_EQ("a", range->partition_key.at(0).text());
}

}  // namespace
}  // namespace tablerock
