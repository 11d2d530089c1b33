// ItemMutation: what one write request does to its item: put, insert, delete, update or only check. Validated when it
// is made; Apply is pure, so it is tested without a database.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "core/request_context.h"
#include "core/result.h"
#include "expressions/condition_expression.h"
#include "expressions/update_expression.h"
#include "model/item.h"
#include "model/table_description.h"
#include "operations/request_inputs.h"

namespace tablerock {

// The item after a write. Owns it or borrows it from the request.
class ItemChange {
 public:
  static ItemChange To(Item next) {
    ItemChange change;
    change.owned_ = std::move(next);
    return change;
  }
  // `next` outlives the change.
  static ItemChange ToBorrowed(ItemView next) {
    ItemChange change;
    change.borrowed_ = next;
    return change;
  }
  static ItemChange Delete() { return {}; }

  // Empty: no item.
  ItemView next() const { return owned_ ? owned_->view() : borrowed_; }

 private:
  std::optional<Item> owned_;
  ItemView borrowed_;
};

class ItemMutation {
 public:
  enum class Kind : std::uint8_t { kPut, kInsert, kDelete, kUpdate, kConditionCheck, kExpire };

  // All of them: `table` and the request's input outlive the mutation.
  static ItemMutation Put(ItemView item);
  // PartiQL's INSERT: a put that never replaces. It takes no condition.
  static ItemMutation Insert(ItemView item);
  static ItemMutation Delete();
  // Without an expression an update creates the item of `key` alone, if there is none.
  static ItemMutation Update(const TableDescription& table, ItemView key, std::optional<UpdateExpression> expression,
                             Wording wording);
  static ItemMutation ConditionCheck();
  // The expiry sweep's: deletes the item if that is the second at which it expires, else leaves it as it is.
  static ItemMutation Expire(const TimeToLiveSpecification& time_to_live, std::int64_t epoch_second);

  ItemMutation& If(std::optional<ConditionExpression> condition, ReturnValuesOnConditionCheckFailure on_failure) {
    condition_ = std::move(condition);
    on_failure_ = on_failure;
    return *this;
  }

  Kind kind() const { return kind_; }
  const UpdateExpression* update_expression() const { return update_ ? &*update_ : nullptr; }

  // What becomes of `previous` (empty: there is no item). Errors: ConditionalCheckFailedException, for an insert
  // DuplicateItemException, and what an update finds wrong with the item it makes.
  Result<ItemChange> Apply(ItemView previous) const;

 private:
  explicit ItemMutation(Kind kind) : kind_(kind) {}
  Result<ItemChange> ApplyUpdate(ItemView previous) const;

  Kind kind_;
  Wording wording_ = Wording::kClassic;
  ReturnValuesOnConditionCheckFailure on_failure_ = ReturnValuesOnConditionCheckFailure::kNone;
  const TableDescription* table_ = nullptr;                // kUpdate
  ItemView item_;                                          // kPut, kInsert: the item; kUpdate: the key
  const TimeToLiveSpecification* time_to_live_ = nullptr;  // kExpire
  std::int64_t epoch_second_ = 0;                          // kExpire
  std::optional<ConditionExpression> condition_;
  std::optional<UpdateExpression> update_;
};

}  // namespace tablerock
