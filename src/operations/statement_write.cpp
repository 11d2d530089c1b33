#include "operations/statement_write.h"

#include <string>

#include "expressions/errors.h"
#include "expressions/projection_expression.h"
#include "indexes/index_keys.h"
#include "model/item_builder.h"
#include "operations/item_keys.h"
#include "operations/table_lookup.h"
#include "partiql/errors.h"
#include "partiql/key_equality.h"

namespace tablerock {
namespace {

using partiql::Condition;
using partiql::KeyEquality;
using partiql::Returning;

Result<void> CheckType(const KeyAttribute& attribute, AttributeValueView value) {
  if (value.type() == attribute.type) return {};
  return partiql::KeyTypeMismatch(attribute.name);
}

Result<void> CheckEquality(const KeyEquality& equality) {
  if (equality.ambiguous != nullptr) {
    return ApiError::Validation("Multiple conditions on same key " + equality.ambiguous->name +
                                ". Only single item Update/Insert/Delete are supported");
  }
  if (!equality.is_complete()) return partiql::WhereWithoutKey();
  for (const KeyEquality::Part& part : equality.parts) {
    const AttributeType type = part.value->type();
    if (type != AttributeType::kString && type != AttributeType::kNumber && type != AttributeType::kBinary) {
      return ApiError::Validation("Key value must be of type S, N, or B. Key name: " + part.attribute->name +
                                  ", Key type: " + std::string(NameOf(type)));
    }
    TABLEROCK_TRY(CheckType(*part.attribute, *part.value));
  }
  return {};
}

Result<void> CheckKeyOfInsert(const TableDescription& table, ItemView item) {
  for (const auto* attributes : {&table.key_schema.partition_key, &table.key_schema.sort_key}) {
    for (const KeyAttribute& attribute : *attributes) {
      const auto value = item.Find(attribute.name);
      if (!value) return ApiError::Validation("Key attribute should be present in the item: Key " + attribute.name);
      TABLEROCK_TRY(CheckType(attribute, *value));
    }
  }
  return {};
}

ApiError KeyNotNamed(StatementUse use) {
  if (use != StatementUse::kInTransaction) return partiql::WhereWithoutKey();
  return ApiError::Validation("The provided key element does not match the schema");
}

Item KeyItemOf(const KeyEquality& equality) {
  ItemBuilder builder;
  for (const KeyEquality::Part& part : equality.parts) builder.Attribute(part.attribute->name, *part.value);
  return builder.TakeItem();
}

NodeIndex AllOf(ExpressionNodes& nodes, const std::vector<NodeIndex>& conditions) {
  return conditions.size() == 1 ? conditions.front() : nodes.And(conditions);
}

NodeIndex Call(Condition& where, Function function, const std::string& attribute) {
  const PathIndex path = where.operands.AddPath({attribute, {}});
  return where.tree.nodes.Call(function, {where.tree.nodes.Path(path)});
}

// "The item is there, and `conditions` hold."
ConditionExpression ExistsAnd(Condition where, std::vector<NodeIndex> conditions, const std::string& key_attribute) {
  conditions.insert(conditions.begin(), Call(where, Function::kAttributeExists, key_attribute));
  where.tree.root = AllOf(where.tree.nodes, conditions);
  return {std::move(where.tree), std::move(where.operands)};
}

// "There is no item, or `conditions` hold": a DELETE that finds nothing succeeds.
std::optional<ConditionExpression> MissesOr(Condition where, const std::vector<NodeIndex>& conditions,
                                            const std::string& key_attribute) {
  if (conditions.empty()) return std::nullopt;
  const NodeIndex misses = Call(where, Function::kAttributeNotExists, key_attribute);
  const NodeIndex holds = AllOf(where.tree.nodes, conditions);
  where.tree.root = where.tree.nodes.Or(misses, holds);
  return ConditionExpression(std::move(where.tree), std::move(where.operands));
}

}  // namespace

Result<std::unique_ptr<StatementWrite>> StatementWrite::Find(Database& database, const RequestContext& context,
                                                             TranslatedStatement translated) {
  TABLEROCK_ASSIGN(WriteTicket ticket, FindTableForWrite(database, context, translated.table().table));
  return std::unique_ptr<StatementWrite>(new StatementWrite(std::move(ticket), std::move(translated)));
}

Result<void> StatementWrite::CheckIsForTransaction() const {
  if (returning()) return ApiError::Validation("RETURNING clause is not supported in ExecuteTransaction.");
  const auto* exists = std::get_if<partiql::SelectStatement>(&translated_.statement);
  if (exists == nullptr) return {};
  if (exists->where) {
    const auto equality = partiql::KeyEqualityOf(exists->where->tree, exists->where->operands, table().key_schema);
    if (equality.is_complete() && !equality.further_conditions.empty()) return {};
  }
  return ApiError::Validation("EXISTS() must contain a single item read with additional condition");
}

Result<void> StatementWrite::Bind(StatementUse use, const StatementInput& input) {
  on_failure_ = input.return_values_on_condition_check_failure;
  return std::visit([&](auto& statement) { return BindStatement(statement, use); }, translated_.statement);
}

Result<void> StatementWrite::BindStatement(partiql::InsertStatement& insert, StatementUse use) {
  if (use != StatementUse::kInTransaction) TABLEROCK_TRY(CheckKeyOfInsert(table(), insert.item));
  TABLEROCK_ASSIGN(key_, KeyOfItem(table(), insert.item));
  TABLEROCK_TRY(CheckIndexKeys(table(), insert.item));
  mutation_ = ItemMutation::Insert(insert.item);
  return {};
}

Result<void> StatementWrite::BindStatement(partiql::UpdateStatement& update, StatementUse use) {
  TABLEROCK_ASSIGN(std::vector<NodeIndex> conditions, BindKey(update.where, use));
  UpdateExpression expression(std::move(update.update.tree), std::move(update.update.operands));
  TABLEROCK_TRY(expression.CheckUpdatesNoKeyOf(table().key_schema));
  updated_paths_ = std::move(update.update.paths);
  // In the classic wording an update is not sized by its statement; here it never is.
  mutation_ = ItemMutation::Update(table(), key_item_, std::move(expression), Wording::kClassic);
  mutation_->If(ExistsAnd(std::move(*update.where), std::move(conditions), key_attribute()), on_failure_);
  return {};
}

Result<void> StatementWrite::BindStatement(partiql::DeleteStatement& remove, StatementUse use) {
  TABLEROCK_ASSIGN(const std::vector<NodeIndex> conditions, BindKey(remove.where, use));
  mutation_ = ItemMutation::Delete();
  mutation_->If(MissesOr(std::move(*remove.where), conditions, key_attribute()), on_failure_);
  return {};
}

Result<void> StatementWrite::BindStatement(partiql::SelectStatement& exists, StatementUse use) {
  TABLEROCK_ASSIGN(std::vector<NodeIndex> conditions, BindKey(exists.where, use));
  mutation_ = ItemMutation::ConditionCheck();
  mutation_->If(ExistsAnd(std::move(*exists.where), std::move(conditions), key_attribute()), on_failure_);
  return {};
}

Result<std::vector<NodeIndex>> StatementWrite::BindKey(const std::optional<Condition>& where, StatementUse use) {
  if (!where) return KeyNotNamed(use);
  KeyEquality equality = partiql::KeyEqualityOf(where->tree, where->operands, table().key_schema);
  if (use != StatementUse::kInTransaction) {
    TABLEROCK_TRY(CheckEquality(equality));
  } else if (!equality.is_complete() ||
             (equality.ambiguous != nullptr && translated_.kind != partiql::StatementKind::kCall)) {
    return KeyNotNamed(use);
  }
  key_item_ = KeyItemOf(equality);
  TABLEROCK_ASSIGN(key_, KeyOfKeyParameter(table(), key_item_));
  return std::move(equality.further_conditions);
}

std::size_t StatementWrite::size_bytes() const {
  const auto* insert = std::get_if<partiql::InsertStatement>(&translated_.statement);
  return insert != nullptr ? insert->item.size_bytes() : key_item_.size_bytes();
}

std::optional<Returning> StatementWrite::returning() const {
  if (const auto* update = std::get_if<partiql::UpdateStatement>(&translated_.statement)) return update->returning;
  if (const auto* remove = std::get_if<partiql::DeleteStatement>(&translated_.statement)) return remove->returning;
  return std::nullopt;
}

std::optional<Item> StatementWrite::Returned(const AppliedWrite& applied) const {
  const auto wanted = returning();
  if (!wanted) return std::nullopt;
  const bool shows_new = *wanted == Returning::kAllNew || *wanted == Returning::kModifiedNew;
  const ItemView shown = shows_new ? applied.next() : applied.previous;
  if (shown.empty()) return std::nullopt;
  if (*wanted == Returning::kAllOld || *wanted == Returning::kAllNew) return Item(shown);
  Item modified = ProjectItem(shown, updated_paths_);
  if (!modified.has_attributes()) return std::nullopt;
  return modified;
}

ApiError InWordsOfPartiql(ApiError error) {
  if (error.classic() != expression_errors::NestingTooDeep().classic()) return error;
  return ApiError::Validation("Nesting Levels have exceeded supported limits");
}

}  // namespace tablerock
