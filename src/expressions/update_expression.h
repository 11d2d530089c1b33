// UpdateExpression: what an UpdateItem does to its item.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "expressions/ast.h"
#include "expressions/placeholders.h"
#include "model/item.h"
#include "model/key_schema.h"

namespace tablerock {

// Immutable. Views of placeholder values: the request's lists must outlive it.
class UpdateExpression {
 public:
  // A tree built by hand. REQUIRES: no path is part of another.
  UpdateExpression(UpdateTree tree, Operands operands);
  UpdateExpression(const std::shared_ptr<const UpdateSyntax>& syntax, Operands operands);

  // The item after the update. `previous` is the item as it is, or empty if there is none; then `key` (an item of the
  // key attributes alone) is what the update starts from. Every action reads `previous`, never what another action
  // wrote. Errors: ValidationException for operands that are missing or have the wrong type, paths that lead nowhere,
  // numbers out of range, nesting too deep. The size of the result is the caller's to check.
  Result<Item> Apply(ItemView previous, ItemView key) const;

  // False if the update only takes away (REMOVE, DELETE): the service then makes no item where there is none.
  bool creates_item() const;

  // What ReturnValues UPDATED_OLD and UPDATED_NEW show of the item before and after: the values at the updated paths
  // alone, looked up as they are written. So UPDATED_NEW does not show an element appended beyond the end of a list,
  // and shows the element that has moved to the place of a removed one; the service does both. An item without
  // attributes where there is nothing to show.
  Item UpdatedOld(ItemView previous) const { return ShowUpdatedPaths(previous); }
  Item UpdatedNew(ItemView updated) const { return ShowUpdatedPaths(updated); }

  // Errors: "… Cannot update attribute NAME. This attribute is part of the key".
  Result<void> CheckUpdatesNoKeyOf(const KeySchema& key_schema) const;

  // All paths in it: those that it changes and those that it reads.
  const std::vector<DocumentPath>& paths() const { return operands_.paths; }
  // The top-level attributes that it changes, each once, in the order of the text.
  std::vector<std::string_view> updated_attributes() const;

  // What the statement itself counts in the size check of UpdateItem (behaviours.md row 2, current wording only),
  // bytes.
  std::size_t statement_cost_bytes() const;

 private:
  Item ShowUpdatedPaths(ItemView item) const;

  std::shared_ptr<const UpdateTree> tree_;
  Operands operands_;
};

// First half: depends on the text alone, so its result can be cached.
Result<std::shared_ptr<const UpdateSyntax>> ParseUpdateSyntax(std::string_view text);
// Second half: placeholders, operand types, overlapping paths.
Result<UpdateExpression> ResolveUpdate(const std::shared_ptr<const UpdateSyntax>& syntax,
                                       ExpressionPlaceholders& placeholders);
Result<UpdateExpression> ParseUpdate(std::string_view text, ExpressionPlaceholders& placeholders);

}  // namespace tablerock
