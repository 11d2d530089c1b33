// Edits of encoded items: values set and removed at document paths. Only the containers on the way to an edit are taken
// apart; everything else is copied as it stands, so the result is canonical because the item was.
#pragma once

#include <optional>
#include <vector>

#include "core/result.h"
#include "model/document_path.h"
#include "model/item.h"

namespace tablerock {

struct ItemEdit {
  const DocumentPath* path;                 // not owned
  std::optional<AttributeValueView> value;  // to set; nothing: to remove. The bytes are not owned
};

// `item` after all of `edits`. Paths mean the item as it was: list elements are removed all together, and what is set
// beyond the end of a list is appended, in the order of the indexes. Removing what is not there changes nothing.
// REQUIRES: no path is part of another.
// Errors: a path whose parent is missing or no container of its kind; a value that would nest too deep.
Result<Item> EditItem(ItemView item, std::vector<ItemEdit> edits);

}  // namespace tablerock
