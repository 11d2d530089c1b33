// KeySchema: which attributes make the key of a table or of an index, with their types.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/attribute_type.h"

namespace tablerock {

struct KeyAttribute {
  std::string name;
  AttributeType type = AttributeType::kString;  // S, N or B
  friend bool operator==(const KeyAttribute&, const KeyAttribute&) = default;
};

// A table and an LSI have one partition key attribute and none or one sort key attribute; a GSI has 1 to 4 and 0 to 4.
struct KeySchema {
  std::vector<KeyAttribute> partition_key;  // HASH, in order
  std::vector<KeyAttribute> sort_key;       // RANGE, in order

  std::size_t size() const { return partition_key.size() + sort_key.size(); }
  // The key attribute with that name, or nullptr.
  const KeyAttribute* Find(std::string_view name) const {
    for (const auto& a : partition_key) {
      if (a.name == name) return &a;
    }
    for (const auto& a : sort_key) {
      if (a.name == name) return &a;
    }
    return nullptr;
  }
  bool Has(std::string_view name) const { return Find(name) != nullptr; }
  friend bool operator==(const KeySchema&, const KeySchema&) = default;
};

}  // namespace tablerock
