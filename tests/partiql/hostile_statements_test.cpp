// Statements that nobody writes: nothing that a client sends may exhaust the stack or read beyond its text.
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "model/random_items.h"
#include "partiql/parser.h"
#include "partiql/statement_case.h"

namespace tablerock::partiql {
namespace {

constexpr std::size_t kStatementSizeMax = 8'192;  // the request's shape allows no more

std::string Repeated(std::string_view part, std::size_t size_max) {
  std::string text;
  while (text.size() + part.size() <= size_max) text += part;
  return text;
}

TEST(HostileStatementsTest, DepthIsBounded) {
  const std::string_view beginnings[] = {"",
                                         "SELECT * FROM tab WHERE ",
                                         "SELECT * FROM tab WHERE v = ",
                                         "SELECT ",
                                         "SELECT * FROM ",
                                         "INSERT INTO tab VALUE ",
                                         "UPDATE tab SET v = "};
  const std::string_view parts[] = {"(",
                                    "[",
                                    "{'a':",
                                    "<<",
                                    "NOT ",
                                    "-",
                                    "+ ",
                                    "a.",
                                    "a[",
                                    "SELECT * FROM (",
                                    "CASE WHEN ",
                                    "size(",
                                    "CAST(",
                                    "exists(",
                                    "a = ",
                                    "a + ",
                                    "a AND ",
                                    "a IN (",
                                    "a IS ",
                                    "@",
                                    "a UNION ",
                                    "a || ",
                                    "DATE ",
                                    "coalesce(",
                                    "nullif(",
                                    "count(",
                                    "(SELECT a FROM "};
  for (const std::string_view beginning : beginnings) {
    for (const std::string_view part : parts) {
      const std::string text = std::string(beginning) + Repeated(part, kStatementSizeMax - beginning.size());
      SCOPED_TRACE(text.substr(0, 60));
      EXPECT_FALSE(CheckStatement(text, {}));
      EXPECT_FALSE(CheckStatement(text + "1", {}));
    }
  }
}

TEST(HostileStatementsTest, DeepStatementsThatCloseAreRefusedToo) {
  const std::pair<std::string_view, std::string_view> brackets[] = {
      {"(", ")"}, {"[", "]"}, {"{'a':", "}"}, {"<<", ">>"}, {"size(", ")"}};
  for (const auto& [open, close] : brackets) {
    std::string text = "SELECT * FROM tab WHERE v = ";
    const std::size_t levels = (kStatementSizeMax - text.size() - 1) / (open.size() + close.size());
    for (std::size_t i = 0; i < levels; ++i) text += open;
    text += '1';
    for (std::size_t i = 0; i < levels; ++i) text += close;
    SCOPED_TRACE(open);
    EXPECT_FALSE(CheckStatement(text, {}));
  }
}

// Long chains of one operator are wide, not deep, where the service allows many.
TEST(HostileStatementsTest, LongChainsAreNoDepth) {
  std::string text = "SELECT * FROM tab WHERE v = 0";
  for (int i = 1; i < 120; ++i) text += (i % 2 == 0 ? " AND v = " : " OR v = ") + std::to_string(i);
  EXPECT_TRUE(CheckStatement(text, {}));
}

constexpr std::string_view kWords[] = {
    "SELECT",      "FROM",        "WHERE",  "INSERT",  "INTO",    "VALUE",    "UPDATE", "SET",     "REMOVE", "DELETE",
    "RETURNING",   "ALL",         "OLD",    "NEW",     "*",       "(",        ")",      "[",       "]",      "{",
    "}",           "<<",          ">>",     ",",       ".",       ":",        ";",      "=",       "<>",     "<",
    "<=",          ">",           ">=",     "!=",      "+",       "-",        "/",      "%",       "||",     "AND",
    "OR",          "NOT",         "IN",     "BETWEEN", "LIKE",    "ESCAPE",   "IS",     "MISSING", "NULL",   "TRUE",
    "FALSE",       "EXISTS",      "a",      "b",       "pk",      "tab",      "\"a\"",  "'s'",     "''",     "1",
    "1.5",         "-2",          "1e9",    "?",       "`ion`",   "@",        "ORDER",  "BY",      "DESC",   "GROUP",
    "HAVING",      "LIMIT",       "OFFSET", "AS",      "AT",      "JOIN",     "ON",     "CASE",    "WHEN",   "THEN",
    "ELSE",        "END",         "CAST",   "INT",     "DECIMAL", "DATE",     "TIME",   "COUNT",   "size",   "set_add",
    "begins_with", "list_append", "PIVOT",  "UNPIVOT", "CREATE",  "TABLE",    "DROP",   "EXEC",    "VALUES", "UNION",
    "LET",         "--",          "/*",     "*/",      "STRING",  "DISTINCT", "\n",     "\t",      "é"};

constexpr std::string_view kStatements[] = {
    "SELECT a, b.c[0].\"d\" FROM \"tab\".\"idx\" WHERE pk = 'a' AND (sk BETWEEN 1 AND ? OR contains(s, 'x')) ORDER BY "
    "sk",
    "INSERT INTO \"tab\" VALUE {'pk': 'a', 'n': [1, -2.5e3, {'x': <<'p', 'q'>>}], 'b': true, 'z': null, 'p': ?}",
    "UPDATE tab SET a = a + 1 SET l = list_append(l, [?]) REMOVE m.x[1] WHERE pk = 'a' AND b IS NOT MISSING "
    "RETURNING ALL NEW *",
    "DELETE FROM tab WHERE pk = 'a' AND n IN (1, 2, 3) RETURNING ALL OLD *",
    "EXISTS(SELECT * FROM tab WHERE pk = 'a' AND size(s) > 2)"};

std::string RandomWords(RandomEngine& random) {
  std::string text;
  const std::size_t count = Below(random, 40);
  for (std::size_t i = 0; i < count; ++i) {
    text += kWords[Below(random, std::size(kWords))];
    if (Below(random, 8) != 0) text += ' ';
  }
  return text;
}

// A statement with bytes or whole words changed.
std::string Mutated(RandomEngine& random) {
  std::string text(kStatements[Below(random, std::size(kStatements))]);
  const std::size_t changes = 1 + Below(random, 4);
  for (std::size_t i = 0; i < changes && !text.empty(); ++i) {
    const std::size_t at = Below(random, text.size());
    switch (Below(random, 4)) {
      case 0:
        text.erase(at, 1 + Below(random, 5));
        break;
      case 1:
        text.insert(at, kWords[Below(random, std::size(kWords))]);
        break;
      case 2:
        text[at] = static_cast<char>(Below(random, 256));
        break;
      default:
        text.resize(at);
    }
  }
  return text;
}

void ExpectAnswered(const std::string& text, Parameters parameters) {
  SCOPED_TRACE(text);
  const auto syntax = ParseStatement(text);
  if (!syntax) {
    EXPECT_TRUE(syntax.error().classic().starts_with("Statement wasn't well formed, can't be processed: "))
        << syntax.error().classic();
    return;
  }
  for (const Expr& expr : syntax->exprs) ASSERT_LE(expr.depth, kLevelsMax + 1);
  const auto outcome = CheckStatement(text, parameters);
  if (!outcome) {
    EXPECT_EQ(ErrorType::kValidation, outcome.error().type());
    EXPECT_FALSE(outcome.error().classic().empty());
  }
}

TEST(HostileStatementsTest, RandomTextIsAnswered) {
  RandomEngine random = MakeRandomEngine();
  const std::vector<AttributeValue> parameters{AttributeValue::String("x")};
  for (int i = 0; i < 20'000; ++i) {
    ExpectAnswered(RandomWords(random), parameters);
    ExpectAnswered(Mutated(random), parameters);
    ExpectAnswered(RandomBytes(random, 64), parameters);
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace tablerock::partiql
