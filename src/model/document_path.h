// DocumentPath: the way to a value inside an item: an attribute name, then map keys and list indexes ("a.b[2].c").
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/item.h"

namespace tablerock {

// One step below the top-level attribute: a map key or a list index.
using DocumentPathStep = std::variant<std::string, std::size_t>;

struct DocumentPath {
  std::string attribute;                // the top-level attribute's name, placeholders already resolved
  std::vector<DocumentPathStep> steps;  // below it

  bool is_top_level() const { return steps.empty(); }
  // As the service prints it in messages: "[a, b, [2]]".
  std::string ToString() const;
  friend bool operator==(const DocumentPath&, const DocumentPath&) = default;
};

// The value at `path`, or nothing.
std::optional<AttributeValueView> FindPath(ItemView item, const DocumentPath& path);

}  // namespace tablerock
