// The declared constraints of an input: required members, lengths, ranges, patterns, enum values, of all members of all
// operations, from the shape tables. Several violations are reported together, in the service's order, in both
// wordings.
#pragma once

#include <optional>

#include "core/result.h"
#include "wire/input_document.h"
#include "wire/shapes/shape.h"

namespace tablerock {

// Errors: ValidationException "N validation errors detected: …", or the service's own sentence for a member; then the
// refusal of members that this server does not take.
Result<void> CheckConstraints(const InputShape& shape, const InputStructure& input);

}  // namespace tablerock
