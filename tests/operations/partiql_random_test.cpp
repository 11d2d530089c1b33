// Random WHERE clauses: whichever way a SELECT finds its items, they are those for which the clause holds.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "model/random_items.h"
#include "operations/partiql_fixture.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

constexpr std::string_view kComparators[] = {"=", "=", "=", "<>", "<", "<=", ">", ">="};

std::string Text(RandomEngine& random, std::initializer_list<std::string_view> values) {
  return '\'' + std::string(values.begin()[Below(random, values.size())]) + '\'';
}

std::string RandomComparison(RandomEngine& random) {
  const auto number = [&] { return std::to_string(Below(random, 5)); };
  const std::string comparator = ' ' + std::string(kComparators[Below(random, std::size(kComparators))]) + ' ';
  switch (Below(random, 9)) {
    case 0:
    case 1:
      return "customer = " + Text(random, {"ann", "bea", "cid"});
    case 2:
      return "customer IN ['ann', " + Text(random, {"bea", "cid"}) + ']';
    case 3:
      return "number" + comparator + number();
    case 4:
      return "number IN (" + number() + ", 9)";
    case 5:
      return number() + comparator + "total";
    case 6:
      return "total BETWEEN " + number() + " AND 1" + number();
    case 7:
      return "state" + comparator + Text(random, {"open", "paid"});
    default:
      return "begins_with(due, " + Text(random, {"2024", "2024-02", "x"}) + ')';
  }
}

std::string RandomCondition(RandomEngine& random, int depth) {
  switch (depth == 0 ? 0 : Below(random, 6)) {
    case 0:
    case 1:
      return RandomComparison(random);
    case 2:
      return "NOT (" + RandomCondition(random, depth - 1) + ')';
    case 3:
      return '(' + RandomCondition(random, depth - 1) + " OR " + RandomCondition(random, depth - 1) + ')';
    default:
      return '(' + RandomCondition(random, depth - 1) + " AND " + RandomCondition(random, depth - 1) + ')';
  }
}

// What such a clause may be refused with.
bool IsFair(const std::string& error) {
  constexpr std::string_view kFair[] = {"Overlapping conditions", "does not project one or more filter attributes",
                                        "Too many decomposed read operations"};
  return std::any_of(std::begin(kFair), std::end(kFair),
                     [&](std::string_view text) { return error.find(text) != std::string::npos; });
}

class RandomSelectTest : public PartiqlTest {
 protected:
  // All pages, sorted; or the error.
  Json AllOf(const std::string& statement, std::size_t limit) {
    Json items = Json::array();
    Json request{{"Statement", statement}, {"Limit", limit}};
    do {
      const Json answer = Run(request);
      if (answer.contains("error")) return answer["error"];
      for (const Json& item : answer["Items"]) items.push_back(item);
      request["NextToken"] = next_token_;
    } while (!next_token_.empty());
    std::sort(items.begin(), items.end());
    return items;
  }
};

TEST_F(RandomSelectTest, SelectsWhatHolds) {
  RandomEngine random = MakeRandomEngine();
  int answered = 0;
  for (int i = 0; i < 3'000; ++i) {
    const std::string source = std::array{"Orders", "Orders.byState", "Orders.byTotal"}[Below(random, 3)];
    const std::string begin = "SELECT customer, number FROM " + source + " WHERE ";
    const std::string condition = RandomCondition(random, 3);
    SCOPED_TRACE(begin + condition);
    const Json found = AllOf(begin + condition, 1 + Below(random, 6));
    if (found.is_string()) {
      EXPECT_TRUE(IsFair(found)) << found;
      continue;
    }
    ++answered;
    // Behind NOT nothing says which partition to read.
    EXPECT_EQ(AllOf(begin + "NOT (NOT (" + condition + "))", 100), found);
    if (HasFailure()) return;
  }
  EXPECT_GT(answered, 1'000);
}

}  // namespace
}  // namespace tablerock
