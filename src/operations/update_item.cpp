#include "operations/update_item.h"

#include <utility>

#include "operations/item_keys.h"
#include "operations/request_expressions.h"
#include "operations/single_write.h"
#include "operations/table_lookup.h"

namespace tablerock {

Result<UpdateItemOutput> UpdateItem(Database& database, const RequestContext& context, const UpdateItemInput& input) {
  RequestExpressions expressions;
  TABLEROCK_TRY(
      expressions.Begin(input.attributes, {{ExpressionKind::kUpdate, input.update_expression.has_value()},
                                           {ExpressionKind::kCondition, input.condition_expression.has_value()}}));
  TABLEROCK_ASSIGN(auto update, expressions.Update(input.update_expression));
  TABLEROCK_ASSIGN(auto condition, expressions.Condition(ExpressionKind::kCondition, input.condition_expression));
  TABLEROCK_TRY(expressions.End());
  if (input.key.value_error) return *input.key.value_error;

  TABLEROCK_ASSIGN(const WriteTicket ticket, FindTableForWrite(database, context, input.table_name));
  const TableDescription& table = ticket.table()->description();
  if (update) TABLEROCK_TRY(update->CheckUpdatesNoKeyOf(table.key_schema));
  TABLEROCK_ASSIGN(ItemKey key, KeyOfKeyParameter(table, input.key.item));

  const ItemMutation mutation =
      std::move(ItemMutation::Update(table, input.key.item, std::move(update), context.wording)
                    .If(std::move(condition), input.return_values_on_condition_check_failure));
  return CommitSingleWrite(database, {ticket.table().get(), std::move(key), &mutation},
                           {input.return_values, input.return_consumed_capacity, input.return_item_collection_metrics});
}

}  // namespace tablerock
