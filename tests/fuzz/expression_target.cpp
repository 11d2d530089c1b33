// Expressions. Input: which ("condition", "filter", "key", "projection", "update"), then the text from the second line
// on. Placeholders and the item that it is applied to are fixed below.
#include <string>
#include <utility>

#include "expressions/condition_expression.h"
#include "expressions/key_condition_expression.h"
#include "expressions/projection_expression.h"
#include "expressions/update_expression.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/json_item.h"

namespace tablerock::fuzz {
namespace {

constexpr std::string_view kItem =
    R"({"pk":{"S":"k"},"sk":{"N":"1"},"n":{"N":"5"},"s":{"S":"x"},"b":{"B":"AAEC"},"t":{"BOOL":true},"z":{"NULL":true},)"
    R"("l":{"L":[{"S":"l0"},{"N":"1"},{"M":{"a":{"N":"1"}}},{"L":[{"L":[]}]}]},)"
    R"("m":{"M":{"a":{"S":"ma"},"n":{"N":"1"},"l":{"L":[{"N":"1"},{"N":"2"}]}}},)"
    R"("ss":{"SS":["a","b"]},"ns":{"NS":["1","2"]},"bs":{"BS":["AAEC"]}})";

// The values of ":n", ":s" … are those of the item, and a few more.
constexpr std::string_view kMoreValues =
    R"({"n2":{"N":"-2.5"},"max":{"N":"9.9E125"},"ss2":{"SS":["b","c"]},"es":{"S":""},"v":{"S":"l0"},"type":{"S":"N"},)"
    R"("l2":{"L":[{"S":"new"}]},"p":{"S":"k"},"k":{"N":"1"}})";

struct World {
  World() : item(ItemOf(kItem)), key(ItemOf(R"({"pk":{"S":"k"},"sk":{"N":"1"}})")) {
    for (const char* name : {"pk", "sk", "n", "s", "l", "m", "a", "size", "Filter"}) {
      names->push_back({std::string("#") + name, name});
    }
    for (const Item& values_item : {item, ItemOf(kMoreValues)}) {
      for (const AttributeView attribute : values_item.attributes()) {
        values->push_back({":" + std::string(attribute.name), AttributeValue(attribute.value)});
      }
    }
    schema.partition_key = {{"pk", AttributeType::kString}};
    schema.sort_key = {{"sk", AttributeType::kNumber}};
  }

  Item item;
  Item key;
  std::optional<NamePlaceholders> names = NamePlaceholders();
  std::optional<ValuePlaceholders> values = ValuePlaceholders();
  KeySchema schema;
};

void CheckItem(const Item& item) {
  Require(CheckEncodedItem(item.bytes()), "an expression makes an item that is not well-formed");
}

void TryCondition(const World& world, ExpressionKind kind, std::string_view text,
                  ExpressionPlaceholders& placeholders) {
  const auto condition = ParseCondition(kind, text, placeholders);
  if (!condition) return;
  static_cast<void>(condition->Evaluate(world.item));
  static_cast<void>(condition->Evaluate(ItemView()));
  static_cast<void>(condition->CheckNamesNoKeyOf(world.schema));
}

void TryUpdate(const World& world, std::string_view text, ExpressionPlaceholders& placeholders) {
  const auto update = ParseUpdate(text, placeholders);
  if (!update) return;
  if (!update->CheckUpdatesNoKeyOf(world.schema)) return;
  for (const ItemView previous : {world.item.view(), ItemView()}) {
    const auto updated = update->Apply(previous, world.key);
    if (!updated) continue;
    CheckItem(*updated);
    CheckItem(update->UpdatedOld(previous.empty() ? world.key.view() : previous));
    CheckItem(update->UpdatedNew(*updated));
    Require(updated->Find("pk") == world.item.Find("pk"), "an update changes a key");
  }
}

void TryProjection(const World& world, std::string_view text, ExpressionPlaceholders& placeholders) {
  const auto projection = ParseProjection(text, placeholders);
  if (!projection) return;
  CheckItem(projection->Apply(world.item));
}

void TryKeyCondition(const World& world, std::string_view text, ExpressionPlaceholders& placeholders) {
  const auto condition = ParseKeyCondition(text, placeholders);
  if (!condition) return;
  const auto range = condition->Bind(world.schema);
  Require(!range || range->partition_key.size() == 1, "a key condition leaves the partition key open");
}

void Try(std::string_view text) {
  static World& world = *new World();
  const std::string_view kind = TakeLine(text);
  ExpressionPlaceholders placeholders = ExpressionPlaceholders::Create(world.names, world.values).value();
  if (kind == "update") return TryUpdate(world, text, placeholders);
  if (kind == "projection") return TryProjection(world, text, placeholders);
  if (kind == "key") return TryKeyCondition(world, text, placeholders);
  TryCondition(world, kind == "filter" ? ExpressionKind::kFilter : ExpressionKind::kCondition, text, placeholders);
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Try(tablerock::fuzz::TextOf(data, size));
  return 0;
}
