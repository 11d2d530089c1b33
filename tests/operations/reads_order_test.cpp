// Properties of pages, on random items: whatever the page size and direction, the pages together are the sorted whole;
// the segments of a Scan together are the table.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "model/number.h"
#include "operations/reads_fixture.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;
using RandomEngine = std::mt19937_64;

RandomEngine MakeEngine() {
  const char* given = std::getenv("TABLEROCK_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "TABLEROCK_SEED=" << seed << '\n';
  return RandomEngine(seed);
}

std::size_t Below(RandomEngine& random, std::size_t bound) { return static_cast<std::size_t>(random() % bound); }

// Few letters, so that prefixes of each other, the lowest byte and ties are met.
std::string RandomText(RandomEngine& random) {
  constexpr std::string_view kLetters("\0\x01yz", 4);
  std::string text(1 + Below(random, 4), 'a');
  for (char& letter : text) letter = kLetters[Below(random, kLetters.size())];
  return text;
}

std::string RandomNumberText(RandomEngine& random) {
  std::string text = Below(random, 3) == 0 ? "-" : "";
  text += std::to_string(Below(random, 30));
  if (Below(random, 2) == 0) text += "." + std::to_string(Below(random, 100));
  if (Below(random, 4) == 0) text += "E" + std::to_string(static_cast<int>(Below(random, 40)) - 20);
  return Number::Parse(text)->text();
}

const Json kTable = {
    {"name", "R"},
    {"key", {"pk:S", "sk:N"}},
    {"local", {{{"name", "lsi"}, {"key", {"pk:S", "t:S"}}, {"projection", "ALL"}}}},
    {"global",
     {{{"name", "gsi"}, {"key", {"g:S", "t:S"}}, {"projection", "KEYS_ONLY"}},
      {{"name", "numbers"}, {"key", {"g:S", "n:N"}}, {"projection", {"v"}}}}},
};

class ReadsOrderTest : public testing::Test {
 protected:
  ReadsOrderTest() : random_(MakeEngine()) {
    data_.CreateTable(kTable);
    for (int i = 0; i < 200; ++i) PutRandomItem();
  }

  void PutRandomItem() {
    Json item = {{"pk", {{"S", std::string(1, static_cast<char>('a' + Below(random_, 4)))}}},
                 {"sk", {{"N", RandomNumberText(random_)}}},
                 {"v", {{"N", std::to_string(random_() % 1000)}}}};
    if (Below(random_, 4) != 0) item["t"] = {{"S", RandomText(random_)}};
    if (Below(random_, 4) != 0) item["g"] = {{"S", std::string(1, static_cast<char>('p' + Below(random_, 3)))}};
    if (Below(random_, 4) != 0) item["n"] = {{"N", std::to_string(Below(random_, 12))}};
    data_.Put("R", item);
    std::erase_if(items_, [&](const Json& other) { return other["pk"] == item["pk"] && other["sk"] == item["sk"]; });
    items_.push_back(std::move(item));
  }

  // The model's items with `partition` at `partition_key`, and with `sort_key`, in the order of `sort_key` and the
  // table's key.
  std::vector<Json> Sorted(const char* partition_key, const std::string& partition, const char* sort_key) const {
    std::vector<Json> found;
    for (const Json& item : items_) {
      if (item.contains(partition_key) && item[partition_key]["S"] == partition && item.contains(sort_key)) {
        found.push_back(item);
      }
    }
    const auto less = [](const Json& a, const Json& b, const char* name) {
      if (a[name].contains("S")) return a[name]["S"].get<std::string>() < b[name]["S"].get<std::string>();
      return *Number::Parse(a[name]["N"].get<std::string>()) < *Number::Parse(b[name]["N"].get<std::string>());
    };
    std::sort(found.begin(), found.end(), [&](const Json& a, const Json& b) {
      for (const char* name : {sort_key, "pk", "sk"}) {
        if (less(a, b, name)) return true;
        if (less(b, a, name)) return false;
      }
      return false;
    });
    return found;
  }

  static std::vector<Json> OnlyKeys(const std::vector<Json>& items) {
    std::vector<Json> keys;
    for (const Json& item : items) keys.push_back({{"pk", item["pk"]}, {"sk", item["sk"]}});
    return keys;
  }

  void ExpectPagesToBeTheWhole(Json request, std::vector<Json> expected) {
    for (const bool forward : {true, false}) {
      request["ScanIndexForward"] = forward;
      for (const int limit : {1, 3, 1000}) {
        request["Limit"] = limit;
        EXPECT_EQ(OnlyKeys(data_.ReadAllPages("Query", request)), OnlyKeys(expected))
            << request << " forward " << forward << " limit " << limit;
      }
      std::reverse(expected.begin(), expected.end());
    }
  }

  RandomEngine random_;
  ReadsDatabase data_;
  std::vector<Json> items_;
};

TEST_F(ReadsOrderTest, PagesOfAQueryAreTheSortedPartition) {
  for (const char* partition : {"a", "b", "c", "d"}) {
    ExpectPagesToBeTheWhole({{"TableName", "R"},
                             {"KeyConditionExpression", "pk = :p"},
                             {"ExpressionAttributeValues", {{":p", {{"S", partition}}}}}},
                            Sorted("pk", partition, "sk"));
  }
}

TEST_F(ReadsOrderTest, PagesOfALocalIndexLoseNoTies) {
  for (const char* partition : {"a", "b", "c", "d"}) {
    ExpectPagesToBeTheWhole({{"TableName", "R"},
                             {"IndexName", "lsi"},
                             {"KeyConditionExpression", "pk = :p"},
                             {"ExpressionAttributeValues", {{":p", {{"S", partition}}}}}},
                            Sorted("pk", partition, "t"));
  }
}

TEST_F(ReadsOrderTest, PagesOfGlobalIndexesLoseNoTies) {
  for (const char* partition : {"p", "q", "r"}) {
    const Json values = {{":p", {{"S", partition}}}};
    ExpectPagesToBeTheWhole({{"TableName", "R"},
                             {"IndexName", "gsi"},
                             {"KeyConditionExpression", "g = :p"},
                             {"ExpressionAttributeValues", values}},
                            Sorted("g", partition, "t"));
    ExpectPagesToBeTheWhole({{"TableName", "R"},
                             {"IndexName", "numbers"},
                             {"KeyConditionExpression", "g = :p"},
                             {"ExpressionAttributeValues", values}},
                            Sorted("g", partition, "n"));
  }
}

TEST_F(ReadsOrderTest, SortKeyConditionsCutTheSortedPartition) {
  for (int i = 0; i < 8; ++i) {
    const Number low = *Number::Parse(RandomNumberText(random_));
    const Number high = std::max(low, *Number::Parse(RandomNumberText(random_)));
    const struct {
      const char* condition;
      bool (*holds)(const Number& value, const Number& low, const Number& high);
    } kConditions[] = {
        {"sk = :l", [](const Number& v, const Number& l, const Number&) { return v == l; }},
        {"sk < :l", [](const Number& v, const Number& l, const Number&) { return v < l; }},
        {"sk <= :l", [](const Number& v, const Number& l, const Number&) { return v <= l; }},
        {"sk > :l", [](const Number& v, const Number& l, const Number&) { return v > l; }},
        {"sk >= :l", [](const Number& v, const Number& l, const Number&) { return v >= l; }},
        {"sk BETWEEN :l AND :h", [](const Number& v, const Number& l, const Number& h) { return v >= l && v <= h; }},
    };
    for (const auto& [condition, holds] : kConditions) {
      Json values = {{":p", {{"S", "a"}}}, {":l", {{"N", low.text()}}}};
      if (std::string(condition).find(":h") != std::string::npos) values[":h"] = {{"N", high.text()}};
      std::vector<Json> expected = Sorted("pk", "a", "sk");
      std::erase_if(expected, [&, holds = holds](const Json& item) {
        return !holds(*Number::Parse(item["sk"]["N"].get<std::string>()), low, high);
      });
      ExpectPagesToBeTheWhole({{"TableName", "R"},
                               {"KeyConditionExpression", std::string("pk = :p AND ") + condition},
                               {"ExpressionAttributeValues", values}},
                              expected);
    }
  }
}

TEST_F(ReadsOrderTest, BeginsWithCutsTheSortedIndex) {
  for (int i = 0; i < 8; ++i) {
    const std::string prefix = RandomText(random_);
    std::vector<Json> expected = Sorted("g", "p", "t");
    std::erase_if(expected, [&](const Json& item) { return !item["t"]["S"].get<std::string>().starts_with(prefix); });
    ExpectPagesToBeTheWhole({{"TableName", "R"},
                             {"IndexName", "gsi"},
                             {"KeyConditionExpression", "g = :p AND begins_with(t, :t)"},
                             {"ExpressionAttributeValues", {{":p", {{"S", "p"}}}, {":t", {{"S", prefix}}}}}},
                            expected);
  }
}

TEST_F(ReadsOrderTest, SegmentsOfAScanAreTheTable) {
  std::vector<Json> whole = data_.ReadAllPages("Scan", {{"TableName", "R"}});
  EXPECT_EQ(whole.size(), items_.size());
  for (const char* index : {"", "gsi"}) {
    Json request = {{"TableName", "R"}};
    if (*index != '\0') request["IndexName"] = index;
    std::vector<Json> expected = data_.ReadAllPages("Scan", request);
    for (const int total : {1, 2, 3, 10, 1'000'000}) {
      std::vector<Json> joined;
      for (int segment = 0; segment < std::min(total, 10); ++segment) {
        request["TotalSegments"] = total;
        request["Segment"] = segment;
        request["Limit"] = 5;
        for (Json& item : data_.ReadAllPages("Scan", request)) joined.push_back(std::move(item));
      }
      if (total <= 10) {
        EXPECT_EQ(joined, expected) << index << " in " << total;
      } else {
        EXPECT_LT(joined.size(), expected.size());
      }
    }
  }
}

}  // namespace
}  // namespace tablerock
