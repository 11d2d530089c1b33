// The values that an update writes, computed from the item as it was.
#pragma once

#include <forward_list>
#include <optional>

#include "core/result.h"
#include "expressions/ast.h"
#include "model/item.h"

namespace tablerock {

// Views that it returns are of the item, of the operands, or of values that it made and keeps.
class UpdateValues {
 public:
  UpdateValues(const UpdateTree& tree, const Operands& operands, ItemView item)
      : nodes_(tree.nodes), operands_(operands), item_(item), of_attribute_updates_(tree.of_attribute_updates) {}

  // The value of SET's right side.
  // Errors: an attribute that is not there, operands of a wrong type, a number out of range.
  Result<AttributeValueView> ValueOf(NodeIndex index);

  // ADD: a sum or a union; `value` itself where there is nothing yet.
  // Errors: the value that is there has another type.
  Result<AttributeValueView> Added(const std::optional<AttributeValueView>& existing, AttributeValueView value);

  // DELETE: the set without the members of `value`; nothing if none is left, or if there is no set.
  // Errors: the value that is there has another type.
  Result<std::optional<AttributeValueView>> Deleted(const std::optional<AttributeValueView>& existing,
                                                    AttributeValueView value);

 private:
  Result<AttributeValueView> Call(const ExpressionNode& node);
  Result<AttributeValueView> ListAppend(AttributeValueView left, AttributeValueView right);
  Result<AttributeValueView> Sum(AttributeValueView left, AttributeValueView right, bool is_plus);
  ApiError WrongType() const;
  AttributeValueView Keep(AttributeValue value) { return made_.emplace_front(std::move(value)).view(); }

  const ExpressionNodes& nodes_;
  const Operands& operands_;
  ItemView item_;
  bool of_attribute_updates_;
  std::forward_list<AttributeValue> made_;
};

}  // namespace tablerock
