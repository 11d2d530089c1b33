// SelectPlan: how a PartiQL SELECT is read: one Query for each alternative that its WHERE clause has for the key, or,
// where the clause leaves the partition key open, one Scan.
#pragma once

#include <optional>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "expressions/condition_expression.h"
#include "operations/read_target.h"
#include "partiql/key_branches.h"
#include "partiql/statement.h"
#include "storage/database.h"
#include "storage/key_bounds.h"
#include "storage/key_codec.h"

namespace tablerock {

// One Query or Scan.
struct SelectRead {
  KeyBounds bounds;
  std::vector<NodeIndex> filters;  // nodes of the WHERE clause; all of them hold
};

// Views the request's parameters.
struct SelectPlan {
  ReadTarget target;
  partiql::SelectStatement statement;
  std::vector<SelectRead> reads;
  bool forward = true;
  // The only item that can be meant, if WHERE is nothing but its key.
  std::optional<Item> key;

  // What read `i` filters by. Views the statement.
  std::optional<ConditionExpression> FilterOf(const SelectRead& read) const;
};

// Errors: ResourceNotFoundException; ValidationException: no such index, a consistent read of a global index, an index
// that is still being built.
Result<ReadTarget> FindSelectTarget(Database& database, const RequestContext& context,
                                    const partiql::TableReference& from, bool consistent_read);

// False if a value that WHERE compares a key attribute with has another type than that.
bool KeyTypesMatch(const ReadTarget& target, const partiql::SelectStatement& statement);

// Errors: ValidationException: attributes that an index does not have, values for the key, alternatives that overlap or
// are too many, ORDER BY of something else.
Result<SelectPlan> PlanSelect(ReadTarget target, partiql::SelectStatement statement);

}  // namespace tablerock
