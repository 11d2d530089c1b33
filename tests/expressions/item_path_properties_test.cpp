// Edits and projections of random items against the same done on plain trees. The seed is printed: TABLEROCK_SEED.
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "../model/random_items.h"
#include "case_table.h"
#include "expressions/item_editor.h"
#include "expressions/path_conflicts.h"
#include "expressions/projection_expression.h"

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

TEST(ItemPathPropertiesTest, EditsGiveWhatEditingAPlainTreeGives) {
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
  EXPECT_GT(edited, 100);
}

TEST(ItemPathPropertiesTest, AProjectionShowsExactlyTheValuesAtItsPaths) {
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

}  // namespace
}  // namespace tablerock
