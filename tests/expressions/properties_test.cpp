// Properties over random items and expressions. Seeds: TABLEROCK_SEED, printed by each test.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "../model/random_items.h"
#include "case_table.h"
#include "expressions/condition_expression.h"
#include "expressions/item_editor.h"
#include "expressions/path_conflicts.h"
#include "expressions/projection_expression.h"
#include "expressions/update_expression.h"

namespace tablerock {
namespace {

using Json = nlohmann::json;

// A small item with maps and lists inside one another, in DynamoDB's JSON.
Json RandomTree(RandomEngine& random, int depth) {
  const std::size_t kind = depth == 0 ? 0 : Below(random, 3);
  if (kind == 0) return {{"N", std::to_string(Below(random, 100))}};
  Json inner = kind == 1 ? Json::object() : Json::array();
  const std::size_t count = Below(random, 4);
  for (std::size_t i = 0; i < count; ++i) {
    if (kind == 1) {
      inner[std::string(1, static_cast<char>('a' + Below(random, 4)))] = RandomTree(random, depth - 1);
    } else {
      inner.push_back(RandomTree(random, depth - 1));
    }
  }
  return {{kind == 1 ? "M" : "L", inner}};
}

Json RandomItemTree(RandomEngine& random) {
  Json item = Json::object();
  for (char name = 'a'; name <= 'd'; ++name) {
    if (Below(random, 4) != 0) item[std::string(1, name)] = RandomTree(random, 4);
  }
  return item;
}

DocumentPath RandomPath(RandomEngine& random) {
  DocumentPath path{std::string(1, static_cast<char>('a' + Below(random, 4))), {}};
  for (std::size_t i = Below(random, 4); i > 0; --i) {
    if (Below(random, 2) == 0) {
      path.steps.emplace_back(std::string(1, static_cast<char>('a' + Below(random, 4))));
    } else {
      path.steps.emplace_back(Below(random, 4));
    }
  }
  return path;
}

// Paths none of which is part of another.
std::vector<DocumentPath> RandomPaths(RandomEngine& random) {
  std::vector<DocumentPath> paths;
  for (std::size_t i = 1 + Below(random, 4); i > 0; --i) {
    paths.push_back(RandomPath(random));
    if (!CheckPathsDisjoint(ExpressionKind::kUpdate, paths)) paths.pop_back();
  }
  return paths;
}

// The value at the path's end, for the plain way; nullptr if the path leads nowhere.
Json* Follow(Json& item, const DocumentPath& path, std::size_t steps) {
  if (!item.contains(path.attribute)) return nullptr;
  Json* at = &item[path.attribute];
  for (std::size_t i = 0; i < steps; ++i) {
    if (const auto* name = std::get_if<std::string>(&path.steps[i])) {
      if (!at->contains("M") || !(*at)["M"].contains(*name)) return nullptr;
      at = &(*at)["M"][*name];
    } else {
      const std::size_t index = std::get<std::size_t>(path.steps[i]);
      if (!at->contains("L") || index >= (*at)["L"].size()) return nullptr;
      at = &(*at)["L"][index];
    }
  }
  return at;
}

const Json kRemoved = "removed";

// One edit on the plain tree; removed list elements are only marked. False if the path is no good.
bool EditPlainly(Json& item, const DocumentPath& path, const Json& value) {
  if (path.is_top_level()) {
    if (value == kRemoved) {
      item.erase(path.attribute);
    } else {
      item[path.attribute] = value;
    }
    return true;
  }
  Json* parent = Follow(item, path, path.steps.size() - 1);
  if (parent == nullptr) return false;
  if (const auto* name = std::get_if<std::string>(&path.steps.back())) {
    if (!parent->contains("M")) return false;
    if (value == kRemoved) {
      (*parent)["M"].erase(*name);
    } else {
      (*parent)["M"][*name] = value;
    }
    return true;
  }
  if (!parent->contains("L")) return false;
  Json& list = (*parent)["L"];
  const std::size_t index = std::get<std::size_t>(path.steps.back());
  if (index < list.size()) {
    list[index] = value;
  } else if (value != kRemoved) {
    list.push_back(value);
  }
  return true;
}

void DropRemoved(Json& json) {
  if (json.is_array()) {
    for (std::size_t i = json.size(); i-- > 0;) {
      if (json[i] == kRemoved) json.erase(i);
    }
  }
  if (json.is_structured()) {
    for (Json& inner : json) DropRemoved(inner);
  }
}

TEST(ExpressionPropertiesTest, EditsGiveWhatEditingAPlainTreeGives) {
  RandomEngine random = MakeRandomEngine();
  int edited = 0;
  for (int round = 0; round < 2000; ++round) {
    const Json before = RandomItemTree(random);
    const std::vector<DocumentPath> paths = RandomPaths(random);
    std::vector<Json> values;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      values.push_back(Below(random, 3) == 0 ? kRemoved : RandomTree(random, 1));
    }
    Json after = before;
    bool good = true;
    for (const std::uint32_t i : OrderPaths(paths)) good = good && EditPlainly(after, paths[i], values[i]);
    DropRemoved(after);

    std::vector<AttributeValue> encoded;
    for (const Json& value : values) encoded.push_back(value == kRemoved ? AttributeValue() : ValueFromJson(value));
    std::vector<ItemEdit> edits;
    for (std::size_t i = 0; i < paths.size(); ++i) {
      edits.push_back({&paths[i], {}});
      if (values[i] != kRemoved) edits.back().value = encoded[i].view();
    }
    const Item item = ItemFromJson(before);
    const auto result = EditItem(item, edits);
    ASSERT_EQ(good, result.has_value()) << before;
    if (!result) continue;
    ++edited;
    ASSERT_EQ(ItemFromJson(after).bytes(), result->bytes()) << before << "\n"
                                                            << after << "\n"
                                                            << JsonOf(result->view());
  }
  EXPECT_GT(edited, 500);
}

TEST(ExpressionPropertiesTest, AProjectionShowsExactlyTheValuesAtItsPaths) {
  RandomEngine random = MakeRandomEngine();
  for (int round = 0; round < 2000; ++round) {
    Json tree = RandomItemTree(random);
    const std::vector<DocumentPath> paths = RandomPaths(random);
    // The plain way: mark what is wanted, then drop everything else.
    Json kept = Json::object();
    const std::function<bool(const Json&, Json&, DocumentPath&)> keep = [&](const Json& value, Json& out,
                                                                            DocumentPath& at) {
      for (const DocumentPath& path : paths) {
        if (path == at) {
          out = value;
          return true;
        }
      }
      bool any = false;
      const std::string type = value.begin().key();
      if (type != "M" && type != "L") return false;
      Json inner = type == "M" ? Json::object() : Json::array();
      std::size_t index = 0;
      for (const auto& [name, child] : value.begin()->items()) {
        at.steps.emplace_back(type == "M" ? DocumentPathStep(name) : DocumentPathStep(index++));
        Json child_out;
        if (keep(child, child_out, at)) {
          any = true;
          if (type == "M") {
            inner[name] = child_out;
          } else {
            inner.push_back(child_out);
          }
        }
        at.steps.pop_back();
      }
      out = {{type, inner}};
      return any;
    };
    for (const auto& [name, value] : tree.items()) {
      DocumentPath at{name, {}};
      Json out;
      if (keep(value, out, at)) kept[name] = out;
    }
    const Item result = ProjectItem(ItemFromJson(tree), paths);
    ASSERT_EQ(kept, JsonOf(result.view())) << tree;
    ASSERT_EQ(ItemFromJson(kept).bytes(), result.bytes());
  }
}

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
