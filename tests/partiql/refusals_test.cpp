// What is refused of a statement before its table is known, in the service's words.
#include <gtest/gtest.h>

#include "partiql/statement_case.h"

namespace tablerock::partiql {
namespace {

void ExpectRefused(const nlohmann::json& row) {
  const std::vector<AttributeValue> parameters = ParametersOf(row);
  const auto outcome = CheckStatement(row.at("statement").get<std::string>(), parameters);
  if (outcome) {
    EXPECT_FALSE(row.contains("error")) << "accepted";
  } else {
    ExpectError(row, outcome.error());
  }
}

TEST(RefusalsTest, SyntaxIsReadAsTheServiceReadsIt) { ForEachCase("syntax.json", "statement", ExpectRefused); }

TEST(RefusalsTest, StatementsAreRefusedInTheServicesWords) { ForEachCase("refusals.json", "statement", ExpectRefused); }

std::string ManyOf(std::size_t count, std::string_view first, std::string_view between, std::string_view behind) {
  std::string text(first);
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) text += between;
    text += std::to_string(i);
  }
  return text += behind;
}

TEST(RefusalsTest, OperatorsAreCounted) {
  // Each comparison is one operator, each OR another.
  EXPECT_TRUE(CheckStatement(ManyOf(150, "SELECT * FROM tab WHERE v = ", " OR v = ", ""), {}));
  const auto outcome = CheckStatement(ManyOf(151, "SELECT * FROM tab WHERE v = ", " OR v = ", ""), {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().classic(), "The expression contains too many operators; operator count: 301");
}

TEST(RefusalsTest, OperandsOfInAreCounted) {
  EXPECT_TRUE(CheckStatement(ManyOf(100, "SELECT * FROM tab WHERE v IN [", ", ", "]"), {}));
  const auto outcome = CheckStatement(ManyOf(101, "SELECT * FROM tab WHERE v IN [", ", ", "]"), {});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().classic(), "The IN operator is provided with too many operands; number of operands: 101");
}

}  // namespace
}  // namespace tablerock::partiql
