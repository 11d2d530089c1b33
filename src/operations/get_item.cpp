#include "operations/get_item.h"

#include <utility>

#include "operations/item_keys.h"
#include "operations/item_read.h"
#include "operations/legacy_conditions.h"
#include "operations/request_expressions.h"
#include "operations/table_lookup.h"

namespace tablerock {

Result<GetItemOutput> GetItem(Database& database, const RequestContext& context, const GetItemInput& input) {
  TABLEROCK_TRY(CheckNotMixed({{"AttributesToGet", input.attributes_to_get.has_value()}},
                              {{"ProjectionExpression", input.projection_expression.has_value()}}));
  RequestExpressions expressions(context.wording);
  TABLEROCK_TRY(
      expressions.Begin(input.attributes, {{ExpressionKind::kProjection, input.projection_expression.has_value()}}));
  TABLEROCK_ASSIGN(auto projection, expressions.Projection(input.projection_expression));
  TABLEROCK_TRY(expressions.End());
  if (input.key.value_error) return *input.key.value_error;
  if (!projection) {
    TABLEROCK_ASSIGN(projection, ProjectionOfAttributesToGet(input.attributes_to_get));
  }

  TABLEROCK_ASSIGN(const TableHandle table, FindTable(database, context, input.table_name));
  TABLEROCK_ASSIGN(const ItemKey key, KeyOfKeyParameter(table->description(), input.key.item));
  if (projection) TABLEROCK_TRY(CheckKeysAreWhole(table->description(), projection->paths()));
  TABLEROCK_ASSIGN(ItemReading reading, ReadItem(database, key, projection));

  GetItemOutput output;
  output.item = std::move(reading.item);
  if (input.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
    output.consumed_capacity.emplace();
    output.consumed_capacity->table_name = input.table_name;
    output.consumed_capacity->table.read = ReadUnits(reading.read_bytes, input.consistent_read);
  }
  return output;
}

}  // namespace tablerock
