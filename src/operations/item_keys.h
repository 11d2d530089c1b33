// What an operation checks of the key that it was given, against the table's key schema, in the service's words.
#pragma once

#include <span>

#include "core/result.h"
#include "model/document_path.h"
#include "model/item.h"
#include "model/table_description.h"
#include "storage/key_codec.h"

namespace tablerock {

// The key of an item to put. Errors (behaviours.md rows 12, 13, 15): a key attribute missing, of another type, empty,
// too long.
Result<ItemKey> KeyOfItem(const TableDescription& table, ItemView item);

// A Key parameter: the key attributes and nothing else. Errors (row 14): "The provided key element does not match the
// schema"; an empty value; too long.
Result<ItemKey> KeyOfKeyParameter(const TableDescription& table, ItemView key);

// One value of a key. Error: "… cannot contain an empty string value", which refuses a transaction (behaviours.md
// row 51). REQUIRES: the type is the attribute's.
Result<void> CheckKeyNotEmpty(const KeyAttribute& attribute, AttributeValueView value);

// Error: "Key attributes must be scalars; …", if one of `paths`, of any expression but a condition, leads into a key
// attribute of the table or of an index. Recorded by dynalite's authors.
Result<void> CheckKeysAreWhole(const TableDescription& table, std::span<const DocumentPath> paths);

// Error: "Item size has exceeded the maximum allowed size".
Result<void> CheckItemSize(ItemView item);

// The key attributes of `item` alone.
Item KeyAttributesOf(const TableDescription& table, ItemView item);

}  // namespace tablerock
