// The request decoder: from the body of a request to its InputDocument, for all operations alike, by the shape tables.
#pragma once

#include <string_view>

#include "core/result.h"
#include "wire/input_document.h"
#include "wire/shapes/shape.h"

namespace tablerock {

// `body` outlives the document. Unknown members are ignored, as the service does; so is a null.
// Errors: SerializationException, the first in the order of the body. Constraints are checked later:
// wire/constraint_check.h.
Result<void> DecodeInput(std::string_view body, const InputShape& shape, InputDocument& document);

}  // namespace tablerock
