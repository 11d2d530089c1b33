#include "operations/item_mutation.h"

#include <algorithm>

#include "core/limits.h"
#include "indexes/expiry_entries.h"
#include "indexes/index_keys.h"
#include "model/item_builder.h"

namespace tablerock {
namespace {

ApiError UpdateTooLarge() {
  return ApiError::Validation("Item size to update has exceeded the maximum allowed size")
      .Told(InTransaction::kAsItemLimit);
}

std::size_t KeySizeBytes(const TableDescription& table, ItemView item) {
  std::size_t bytes = 0;
  for (const AttributeView attribute : item.attributes()) {
    if (table.key_schema.Has(attribute.name)) bytes += attribute.name.size() + attribute.value.size_bytes();
  }
  return bytes;
}

}  // namespace

ItemMutation ItemMutation::Put(ItemView item) {
  ItemMutation mutation(Kind::kPut);
  mutation.item_ = item;
  return mutation;
}

ItemMutation ItemMutation::Insert(ItemView item) {
  ItemMutation mutation(Kind::kInsert);
  mutation.item_ = item;
  return mutation;
}

ItemMutation ItemMutation::Delete() { return ItemMutation(Kind::kDelete); }

ItemMutation ItemMutation::Update(const TableDescription& table, ItemView key,
                                  std::optional<UpdateExpression> expression, Wording wording) {
  ItemMutation mutation(Kind::kUpdate);
  mutation.table_ = &table;
  mutation.item_ = key;
  mutation.update_ = std::move(expression);
  mutation.wording_ = wording;
  return mutation;
}

ItemMutation ItemMutation::ConditionCheck() { return ItemMutation(Kind::kConditionCheck); }

ItemMutation ItemMutation::Expire(const TimeToLiveSpecification& time_to_live, std::int64_t epoch_second) {
  ItemMutation mutation(Kind::kExpire);
  mutation.time_to_live_ = &time_to_live;
  mutation.epoch_second_ = epoch_second;
  return mutation;
}

Result<ItemChange> ItemMutation::Apply(ItemView previous) const {
  if (condition_ && !condition_->Evaluate(previous)) {
    const bool shows_item = on_failure_ == ReturnValuesOnConditionCheckFailure::kAllOld;
    return ApiError::ConditionalCheckFailed(shows_item ? std::string(previous.bytes()) : std::string());
  }
  switch (kind_) {
    case Kind::kPut:
      return ItemChange::ToBorrowed(item_);
    case Kind::kInsert:
      if (!previous.empty()) return ApiError(ErrorType::kDuplicateItem, "Duplicate primary key exists in table");
      return ItemChange::ToBorrowed(item_);
    case Kind::kDelete:
      return ItemChange::Delete();
    case Kind::kUpdate:
      return ApplyUpdate(previous);
    case Kind::kExpire:
      if (ExpirySecondOf(*time_to_live_, previous) == epoch_second_) return ItemChange::Delete();
      return ItemChange::ToBorrowed(previous);
    case Kind::kConditionCheck:
      return ItemChange::ToBorrowed(previous);
  }
  return ItemChange::ToBorrowed(previous);
}

Result<ItemChange> ItemMutation::ApplyUpdate(ItemView previous) const {
  if (!update_) return ItemChange::ToBorrowed(previous.empty() ? item_ : previous);
  // An update that only takes away makes no item where there is none.
  if (previous.empty() && !update_->creates_item()) return ItemChange::Delete();
  Result<Item> updated = update_->Apply(previous, item_);
  if (!updated) return updated.error();
  const Item& next = *updated;
  std::size_t counted_bytes = next.size_bytes();
  if (RulesOf(wording_).sizes_updates_by_statement) {
    counted_bytes =
        std::max(counted_bytes, next.size_bytes() - KeySizeBytes(*table_, next) + update_->statement_cost_bytes());
  }
  if (counted_bytes > limits::kItemSizeBytesMax) return UpdateTooLarge();
  TABLEROCK_TRY(CheckIndexKeys(*table_, next, previous, IndexKeySource::kUpdate));
  return ItemChange::To(std::move(*updated));
}

}  // namespace tablerock
