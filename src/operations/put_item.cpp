#include "operations/put_item.h"

#include <utility>

#include "indexes/index_keys.h"
#include "operations/item_keys.h"
#include "operations/legacy_conditions.h"
#include "operations/request_expressions.h"
#include "operations/single_write.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

Result<PutItemOutput> PutItemOnce(Database& database, const RequestContext& context, const PutItemInput& input) {
  TABLEROCK_TRY(CheckNotMixed({{"Expected", input.expected.comparisons.has_value()}},
                              {{"ConditionExpression", input.condition_expression.has_value()}}));
  RequestExpressions expressions(context.wording);
  TABLEROCK_TRY(
      expressions.Begin(input.attributes, {{ExpressionKind::kCondition, input.condition_expression.has_value()}}));
  TABLEROCK_ASSIGN(auto condition, expressions.Condition(ExpressionKind::kCondition, input.condition_expression));
  TABLEROCK_TRY(expressions.End());
  if (input.item.value_error) return *input.item.value_error;
  TABLEROCK_TRY(CheckReturnsOldOrNone(input.return_values));
  TABLEROCK_TRY(CheckItemSize(input.item.item));
  if (!condition) {
    TABLEROCK_ASSIGN(condition, ConditionOfExpected(input.expected));
  }

  TABLEROCK_ASSIGN(const WriteTicket ticket, FindTableForWrite(database, context, input.table_name));
  const TableDescription& table = ticket.table()->description();
  TABLEROCK_ASSIGN(ItemKey key, KeyOfItem(table, input.item.item));
  TABLEROCK_TRY(CheckIndexKeys(table, input.item.item));

  const ItemMutation put = std::move(
      ItemMutation::Put(input.item.item).If(std::move(condition), input.return_values_on_condition_check_failure));
  return CommitSingleWrite(database, {ticket.table().get(), std::move(key), &put, input.table_name}, input);
}

}  // namespace

Result<PutItemOutput> PutItem(Database& database, const RequestContext& context, const PutItemInput& input) {
  return BeginAgainOnChange([&] { return PutItemOnce(database, context, input); });
}

}  // namespace tablerock
