// PartiQL statements, up to what operations run. Input: the text of one. The parameters, and the item that conditions
// and updates are tried on, are fixed below.
#include <string>
#include <utility>
#include <vector>

#include "expressions/condition_expression.h"
#include "expressions/update_expression.h"
#include "fuzz/fuzz_target.h"
#include "fuzz/json_item.h"
#include "partiql/key_branches.h"
#include "partiql/parser.h"
#include "partiql/statement.h"

namespace tablerock::fuzz {
namespace {

constexpr std::string_view kItem =
    R"({"pk":{"S":"k"},"sk":{"N":"1"},"n":{"N":"5"},"s":{"S":"x"},"t":{"BOOL":true},"z":{"NULL":true},)"
    R"("l":{"L":[{"S":"l0"},{"N":"1"}]},"m":{"M":{"a":{"S":"ma"},"l":{"L":[{"N":"1"}]}}},"ss":{"SS":["a","b"]}})";

struct World {
  World() : item(ItemOf(kItem)), key(ItemOf(R"({"pk":{"S":"k"},"sk":{"N":"1"}})")) {
    for (const AttributeView attribute : item.attributes()) parameters.emplace_back(attribute.value);
    schema.partition_key = {{"pk", AttributeType::kString}};
    schema.sort_key = {{"sk", AttributeType::kNumber}};
  }

  Item item;
  Item key;
  std::vector<AttributeValue> parameters;
  KeySchema schema;
};

void CheckItem(const Item& item) {
  Require(CheckEncodedItem(item.bytes()), "a statement makes an item that is not well-formed");
}

void TryCondition(const World& world, const std::optional<partiql::Condition>& where) {
  if (!where) return;
  const auto branches = partiql::BranchesOf(where->tree, where->operands, world.schema);
  Require(branches.branches.size() <= partiql::kBranchesMax, "too many branches");
  const ConditionExpression condition(where->TreeOf(where->tree.root), where->BorrowOperands());
  static_cast<void>(condition.Evaluate(world.item));
  static_cast<void>(condition.Evaluate(ItemView()));
}

void TrySelect(const World& world, const Result<partiql::SelectStatement>& select) {
  if (!select) return;
  TryCondition(world, select->where);
  if (select->projection) CheckItem(select->projection->Apply(world.item));
}

void TryUpdate(const World& world, Result<partiql::UpdateStatement> statement) {
  if (!statement) return;
  TryCondition(world, statement->where);
  const UpdateExpression update(std::move(statement->update.tree), std::move(statement->update.operands));
  if (!update.CheckUpdatesNoKeyOf(world.schema)) return;
  const auto updated = update.Apply(world.item, world.key);
  if (updated) CheckItem(*updated);
}

void Try(std::string_view text) {
  static World& world = *new World();
  const auto syntax = partiql::ParseStatement(text);
  if (!syntax) return;
  const auto kind = partiql::KindOf(*syntax);
  if (!kind || !partiql::TableOf(*syntax)) return;
  switch (*kind) {
    case partiql::StatementKind::kSelect:
      return TrySelect(world, partiql::TranslateSelect(*syntax, world.parameters));
    case partiql::StatementKind::kInsert: {
      const auto insert = partiql::TranslateInsert(*syntax, world.parameters);
      if (insert) CheckItem(insert->item);
      return;
    }
    case partiql::StatementKind::kUpdate:
      return TryUpdate(world, partiql::TranslateUpdateStatement(*syntax, world.parameters));
    case partiql::StatementKind::kDelete: {
      const auto statement = partiql::TranslateDelete(*syntax, world.parameters);
      if (statement) TryCondition(world, statement->where);
      return;
    }
    case partiql::StatementKind::kCall:
      return TrySelect(world, partiql::TranslateExists(*syntax, world.parameters));
  }
}

}  // namespace
}  // namespace tablerock::fuzz

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tablerock::fuzz::Try(tablerock::fuzz::TextOf(data, size));
  return 0;
}
