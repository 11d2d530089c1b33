// The order of values: S and B by their bytes, N by value.
#pragma once

#include <compare>

#include "model/attribute_value.h"
#include "model/number.h"

namespace tablerock {

// REQUIRES: a and b have the same type, S, N or B.
inline std::strong_ordering CompareScalars(AttributeValueView a, AttributeValueView b) {
  if (a.type() == AttributeType::kNumber) return Number::CompareCanonical(a.text(), b.text());
  return a.text() <=> b.text();  // std::string_view compares as unsigned bytes
}

}  // namespace tablerock
