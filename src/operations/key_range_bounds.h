// From what a Query or Scan asks for to the keys that it walks.
#pragma once

#include <string>

#include "expressions/key_condition_expression.h"
#include "model/item.h"
#include "operations/read_target.h"
#include "storage/key_bounds.h"

namespace tablerock {

// What all keys of the target begin with.
std::string PrefixOf(const ReadTarget& target);

// The keys that `range` asks for. empty() if it can hold none.
KeyBounds BoundsOfKeyRange(const ReadTarget& target, const KeyRange& range);

// The key of the target that a checked start key stands for; whether there is such an item does not matter.
std::string KeyOfStartKey(const ReadTarget& target, ItemView start_key);

// Leaves of `bounds` what follows the start key in the direction of the read.
void GoOnBehind(const ReadTarget& target, ItemView start_key, bool forward, KeyBounds& bounds);

}  // namespace tablerock
