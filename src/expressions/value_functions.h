// The functions of conditions on values that are there.
#pragma once

#include <cstddef>
#include <optional>

#include "model/attribute_value.h"

namespace tablerock {

// size(): an S in UTF-16 units, a B in bytes, the members of a set, the elements of a list or map. Nothing for other
// types.
std::optional<std::size_t> ElementCount(AttributeValueView value);

// begins_with(): S and S, or B and B.
bool BeginsWith(AttributeValueView value, AttributeValueView prefix);

// contains(): a substring of an S or B, a member of a set, an element of a list (by value, whole).
bool Contains(AttributeValueView value, AttributeValueView part);

// attribute_type(): `type_name` is an S with the name of `value`'s type.
bool HasTypeNamed(AttributeValueView value, AttributeValueView type_name);

}  // namespace tablerock
