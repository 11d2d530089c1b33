#include "operations/single_write.h"

namespace tablerock {
namespace {

// Nothing where the answer has no Attributes member: there was no item, or nothing at the updated paths.
std::optional<Item> ReturnedAttributes(const ItemWrite& write, const AppliedWrite& applied, ReturnValues values) {
  const UpdateExpression* update = write.mutation->update_expression();
  Item shown;
  switch (values) {
    case ReturnValues::kNone:
      return std::nullopt;
    case ReturnValues::kAllOld:
      if (applied.previous.empty()) return std::nullopt;
      return Item(applied.previous);
    case ReturnValues::kAllNew:
      if (applied.next().empty()) return std::nullopt;
      return Item(applied.next());
    case ReturnValues::kUpdatedOld:
      if (update != nullptr && !applied.previous.empty()) shown = update->UpdatedOld(applied.previous);
      break;
    case ReturnValues::kUpdatedNew:
      if (update != nullptr && !applied.next().empty()) shown = update->UpdatedNew(applied.next());
      break;
  }
  if (!shown.has_attributes()) return std::nullopt;
  return shown;
}

}  // namespace

Result<ItemWriteOutput> CommitSingleWrite(Database& database, const ItemWrite& write, const ItemWriteInput& input) {
  AppliedWrite applied;
  WriteUnit unit(database, {&write, 1}, {&applied, 1});
  TABLEROCK_TRY(unit.Lock());
  TABLEROCK_TRY(unit.Apply(0));
  TABLEROCK_TRY(unit.Commit());
  ItemWriteOutput output;
  output.attributes = ReturnedAttributes(write, applied, input.return_values);
  if (input.return_consumed_capacity != ReturnConsumedCapacity::kNone) {
    output.consumed_capacity = CapacityOf(write, applied, false);
  }
  output.item_collection_metrics = CollectionMetricsOf(write, applied, input.return_item_collection_metrics);
  return output;
}

Result<void> CheckReturnsOldOrNone(ReturnValues values) {
  if (values == ReturnValues::kNone || values == ReturnValues::kAllOld) return {};
  return ApiError::Validation("ReturnValues can only be ALL_OLD or NONE");
}

}  // namespace tablerock
