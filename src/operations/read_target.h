// ReadTarget: the table, or the index of a table, that a Query or Scan reads, and what may be asked of it.
#pragma once

#include <optional>

#include "core/request_context.h"
#include "core/result.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "operations/read_inputs.h"
#include "storage/database.h"

namespace tablerock {

struct ReadTarget {
  TableHandle table;
  const SecondaryIndex* index = nullptr;  // of that version of the table; nullptr: the table itself is read

  const TableDescription& description() const { return table->description(); }
  // By which it is read: the index's, where there is one.
  const KeySchema& key_schema() const { return index != nullptr ? index->key_schema : description().key_schema; }
  bool is_global_index() const { return index != nullptr && index->kind == IndexKind::kGlobal; }
  // True if `name` is an attribute of the table's key or the index's: what a LastEvaluatedKey has.
  bool IsKeyAttribute(std::string_view name) const {
    return key_schema().Has(name) || description().key_schema.Has(name);
  }
};

// Errors: ResourceNotFoundException; ValidationException: no such index, a consistent read of a global index, an index
// that is still being built.
Result<ReadTarget> FindReadTarget(Database& database, const RequestContext& context, const ReadInput& input);

// Select against the other parameters, before anything is known of the table.
Result<void> CheckSelect(const ReadInput& input);

// Error: Select ALL_ATTRIBUTES of a global index that does not project them all.
Result<void> CheckSelectOfTarget(const ReadTarget& target, std::optional<Select> select);

// Errors: a path into a key attribute; attributes that a global index does not project.
Result<void> CheckProjectionOfTarget(const ReadTarget& target, const ProjectionExpression& projection);

// For Query, which unlike Scan refuses a filter on attributes that the index, global or local, does not project.
Result<void> CheckFilterOfTarget(const ReadTarget& target, const ConditionExpression& filter);

// True if what is asked for of a local index is not all in its entries: each item is then fetched from the table, and
// charged (behaviours.md row 42).
bool FetchesFromTable(const ReadTarget& target, std::optional<Select> select,
                      const std::optional<ProjectionExpression>& projection);

}  // namespace tablerock
