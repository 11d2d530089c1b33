// WHERE clauses taken apart by the key: the reads of a SELECT, the one item of a write.
#include <gtest/gtest.h>

#include "partiql/key_branches.h"
#include "partiql/key_equality.h"
#include "partiql/parser.h"
#include "partiql/statement_case.h"

namespace tablerock::partiql {
namespace {

const KeySchema& Schema() {
  static const KeySchema schema{{{"pk", AttributeType::kString}}, {{"sk", AttributeType::kNumber}}};
  return schema;
}

SelectStatement Translated(const nlohmann::json& row) {
  auto syntax = ParseStatement("SELECT * FROM tab WHERE " + row.at("where").get<std::string>());
  if (!syntax) throw std::invalid_argument(syntax.error().classic());
  auto statement = TranslateSelect(*syntax, {});
  if (!statement) throw std::invalid_argument(statement.error().classic());
  return std::move(*statement);
}

std::string_view NameOfOperator(const std::optional<SortKeyOperator>& op) {
  if (!op) return "=";
  switch (*op) {
    case SortKeyOperator::kLess:
      return "<";
    case SortKeyOperator::kLessOrEqual:
      return "<=";
    case SortKeyOperator::kGreater:
      return ">";
    case SortKeyOperator::kGreaterOrEqual:
      return ">=";
    case SortKeyOperator::kBetween:
      return "..";
    case SortKeyOperator::kBeginsWith:
      return "^";
  }
  return "?";
}

// "a sk=1 sk..2:3 +2": partition key, conditions on the sort key, count of further conditions.
std::string Described(const KeyBranch& branch) {
  std::string text(branch.partition_key ? branch.partition_key->text() : "*");
  if (branch.is_contradictory) text += '!';
  for (const KeyLeaf& leaf : branch.sort_conditions) {
    text += ' ' + leaf.attribute->name + std::string(NameOfOperator(leaf.op)) + std::string(leaf.value.text());
    if (leaf.upper) text += ':' + std::string(leaf.upper->text());
  }
  if (!branch.filters.empty()) text += " +" + std::to_string(branch.filters.size());
  return text;
}

TEST(KeyCasesTest, AlternativesForTheKeyAreRead) {
  ForEachCase("key_branches.json", "where", [](const nlohmann::json& row) {
    const SelectStatement statement = Translated(row);
    const KeyBranches branches = BranchesOf(statement.where->tree, statement.where->operands, Schema());
    std::vector<std::string> described;
    for (const KeyBranch& branch : branches.branches) described.push_back(Described(branch));
    EXPECT_EQ(row.at("branches").get<std::vector<std::string>>(), described);
    EXPECT_EQ(row.value("keyed", false), branches.is_keyed());
    EXPECT_EQ(row.value("pins", row.value("keyed", false)), branches.pins_partition);
  });
}

TEST(KeyCasesTest, AlternativesAreBounded) {
  std::string list;
  for (int i = 0; i < 100; ++i) list += (i == 0 ? "" : ", ") + std::to_string(i);
  const SelectStatement statement =
      Translated({{"where", "pk IN ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'] AND sk IN [" + list + "]"}});
  const KeyBranches branches = BranchesOf(statement.where->tree, statement.where->operands, Schema());
  EXPECT_TRUE(branches.has_too_many);
  EXPECT_FALSE(branches.is_keyed());
  EXPECT_TRUE(branches.pins_partition);
  EXPECT_LE(branches.branches.size(), kBranchesMax);
}

TEST(KeyCasesTest, EqualitiesNameOneItem) {
  ForEachCase("key_equalities.json", "where", [](const nlohmann::json& row) {
    const SelectStatement statement = Translated(row);
    const KeyEquality equality = KeyEqualityOf(statement.where->tree, statement.where->operands, Schema());
    std::vector<std::string> values;
    for (const KeyEquality::Part& part : equality.parts) values.emplace_back(part.value ? part.value->text() : "?");
    EXPECT_EQ(row.at("key").get<std::vector<std::string>>(), values);
    EXPECT_EQ(row.value("further", std::size_t{0}), equality.further_conditions.size());
    EXPECT_EQ(row.value("ambiguous", ""), equality.ambiguous != nullptr ? equality.ambiguous->name : "");
  });
}

}  // namespace
}  // namespace tablerock::partiql
