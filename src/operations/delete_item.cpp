#include "operations/delete_item.h"

#include <utility>

#include "operations/item_keys.h"
#include "operations/legacy_conditions.h"
#include "operations/request_expressions.h"
#include "operations/single_write.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

Result<DeleteItemOutput> DeleteItemOnce(Database& database, const RequestContext& context,
                                        const DeleteItemInput& input) {
  TABLEROCK_TRY(CheckNotMixed({{"Expected", input.expected.comparisons.has_value()}},
                              {{"ConditionExpression", input.condition_expression.has_value()}}));
  RequestExpressions expressions(context.wording);
  TABLEROCK_TRY(
      expressions.Begin(input.attributes, {{ExpressionKind::kCondition, input.condition_expression.has_value()}}));
  TABLEROCK_ASSIGN(auto condition, expressions.Condition(ExpressionKind::kCondition, input.condition_expression));
  TABLEROCK_TRY(expressions.End());
  if (input.key.value_error) return *input.key.value_error;
  TABLEROCK_TRY(CheckReturnsOldOrNone(input.return_values));
  if (!condition) {
    TABLEROCK_ASSIGN(condition, ConditionOfExpected(input.expected));
  }

  TABLEROCK_ASSIGN(const WriteTicket ticket, FindTableForWrite(database, context, input.table_name));
  TABLEROCK_ASSIGN(ItemKey key, KeyOfKeyParameter(ticket.table()->description(), input.key.item));

  const ItemMutation remove =
      std::move(ItemMutation::Delete().If(std::move(condition), input.return_values_on_condition_check_failure));
  return CommitSingleWrite(database, {ticket.table().get(), std::move(key), &remove, input.table_name}, input);
}

}  // namespace

Result<DeleteItemOutput> DeleteItem(Database& database, const RequestContext& context, const DeleteItemInput& input) {
  return BeginAgainOnChange([&] { return DeleteItemOnce(database, context, input); });
}

}  // namespace tablerock
