// ExclusiveStartKey and LastEvaluatedKey: where a page begins and where it ended. Both are items of key attributes: the
// table's, and the index's where an index is read. behaviours.md rows 43 and 44.
#pragma once

#include <optional>

#include "core/result.h"
#include "expressions/key_condition_expression.h"
#include "model/item.h"
#include "operations/read_target.h"
#include "operations/request_inputs.h"

namespace tablerock {

// What is wrong with the values themselves, before the table is known.
Result<void> CheckStartKeyValues(const std::optional<ItemInput>& start_key);

// The parts of the checks of a start key against what is read; Query asks them among the checks of its key condition.
// Attributes of `part`, which is the partition key or the sort key of the target's key schema.
// Errors: "The provided starting key is invalid", "The provided key element does not match the schema", an empty
// value.
Result<void> CheckStartKeyPart(ItemView start_key, const std::vector<KeyAttribute>& part);
// The table's key in the start key of an index.
// Error: "The provided starting key is invalid: The provided key element does not match the schema".
Result<void> CheckStartKeyOfTable(const ReadTarget& target, ItemView start_key);

// Error: "The provided starting key is invalid".
Result<void> CheckQueryStartKeyCount(const ReadTarget& target, ItemView start_key);
// All checks of a Scan's start key but that of its segment. Its texts for a table changed in 2026.
Result<void> CheckScanStartKey(const ReadTarget& target, ItemView start_key);

// The start key must lie in what the key condition asks for. Errors: "… outside query boundaries …", "… does not match
// the range key predicate", "The query can return at most one row and cannot be restarted".
Result<void> CheckStartKeyInRange(const KeySchema& key_schema, const KeyRange& range, ItemView start_key);

// The key attributes of `item`, which a page ended with.
Item LastEvaluatedKeyOf(const ReadTarget& target, ItemView item);

}  // namespace tablerock
