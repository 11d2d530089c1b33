// What a condition says of a key: the WHERE clause taken apart into alternatives, each of which reads one part of one
// partition at most. The service runs a SELECT so, as several reads.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "expressions/ast.h"
#include "expressions/key_condition_expression.h"
#include "model/key_schema.h"

namespace tablerock::partiql {

// The service gives up at fewer; more are not made, whatever a statement multiplies out to.
inline constexpr std::size_t kBranchesMax = 1'000;

// One condition on one key attribute; the value may have another type than the attribute.
struct KeyLeaf {
  const KeyAttribute* attribute = nullptr;
  std::optional<SortKeyOperator> op;  // nothing: equality
  AttributeValueView value;
  std::optional<AttributeValueView> upper;  // kBetween
};

struct KeyBranch {
  std::optional<AttributeValueView> partition_key;  // nothing: any
  bool is_contradictory = false;                    // two different partition keys are asked for
  std::vector<KeyLeaf> sort_conditions;             // all of them hold
  std::vector<NodeIndex> filters;                   // all of them hold
};

struct KeyBranches {
  std::vector<KeyBranch> branches;  // one of them holds
  std::vector<KeyLeaf> leaves;      // every condition on the key that the branches were made of
  bool pins_partition = false;      // no alternative leaves the partition key open
  bool has_too_many = false;        // `branches` are not complete

  // True if each branch reads one partition.
  bool is_keyed() const;
};

// REQUIRES: one partition key attribute, one sort key attribute at most. All views are of `operands` and `schema`.
KeyBranches BranchesOf(const ConditionTree& tree, const Operands& operands, const KeySchema& schema);

}  // namespace tablerock::partiql
