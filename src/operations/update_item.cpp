#include "operations/update_item.h"

#include <utility>

#include "operations/item_keys.h"
#include "operations/legacy_conditions.h"
#include "operations/legacy_updates.h"
#include "operations/request_expressions.h"
#include "operations/single_write.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

Result<UpdateItemOutput> UpdateItemOnce(Database& database, const RequestContext& context,
                                        const UpdateItemInput& input) {
  TABLEROCK_TRY(CheckNotMixed(
      {{"AttributeUpdates", input.attribute_updates.has_value()}, {"Expected", input.expected.comparisons.has_value()}},
      {{"UpdateExpression", input.update_expression.has_value()},
       {"ConditionExpression", input.condition_expression.has_value()}}));
  RequestExpressions expressions(context.wording);
  TABLEROCK_TRY(
      expressions.Begin(input.attributes, {{ExpressionKind::kUpdate, input.update_expression.has_value()},
                                           {ExpressionKind::kCondition, input.condition_expression.has_value()}}));
  TABLEROCK_ASSIGN(auto update, expressions.Update(input.update_expression));
  TABLEROCK_ASSIGN(auto condition, expressions.Condition(ExpressionKind::kCondition, input.condition_expression));
  TABLEROCK_TRY(expressions.End());
  if (input.key.value_error) return *input.key.value_error;
  if (input.attribute_updates) {
    TABLEROCK_ASSIGN(update, UpdateOfAttributeUpdates(*input.attribute_updates));
  }
  if (!condition) {
    TABLEROCK_ASSIGN(condition, ConditionOfExpected(input.expected));
  }

  TABLEROCK_ASSIGN(const WriteTicket ticket, FindTableForWrite(database, context, input.table_name));
  const TableDescription& table = ticket.table()->description();
  TABLEROCK_ASSIGN(ItemKey key, KeyOfKeyParameter(table, input.key.item));
  if (update) {
    TABLEROCK_TRY(update->CheckUpdatesNoKeyOf(table.key_schema));
    TABLEROCK_TRY(CheckKeysAreWhole(table, update->paths()));
  }

  const ItemMutation mutation =
      std::move(ItemMutation::Update(table, input.key.item, std::move(update), context.wording)
                    .If(std::move(condition), input.return_values_on_condition_check_failure));
  return CommitSingleWrite(database, {ticket.table().get(), std::move(key), &mutation, input.table_name}, input);
}

}  // namespace

Result<UpdateItemOutput> UpdateItem(Database& database, const RequestContext& context, const UpdateItemInput& input) {
  return BeginAgainOnChange([&] { return UpdateItemOnce(database, context, input); });
}

}  // namespace tablerock
