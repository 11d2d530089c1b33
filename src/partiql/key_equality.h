// The one item that a condition names: what UPDATE, DELETE and EXISTS find their item by.
#pragma once

#include <optional>
#include <vector>

#include "expressions/ast.h"
#include "model/key_schema.h"

namespace tablerock::partiql {

struct KeyEquality {
  struct Part {
    const KeyAttribute* attribute = nullptr;
    std::optional<AttributeValueView> value;  // the first that the attribute has to equal, of whatever type
  };
  std::vector<Part> parts;                    // partition key first
  const KeyAttribute* ambiguous = nullptr;    // the first that has to equal another value too
  std::vector<NodeIndex> further_conditions;  // all of them hold; that other equality is one of them

  bool is_complete() const;
};

// Equalities in an OR, or by IN, are further conditions. All views are of `operands` and `schema`.
KeyEquality KeyEqualityOf(const ConditionTree& tree, const Operands& operands, const KeySchema& schema);

}  // namespace tablerock::partiql
