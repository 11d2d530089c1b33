// Reads a filter pattern's JSON. A member that stands twice in an object, as in the developer guide's example of two
// conditions under "dynamodb", is both of them together, where JSON readers keep the last.
#pragma once

#include <optional>
#include <string_view>

#include "json/document.h"

namespace tablerock {

// Nothing if `text` is not JSON.
std::optional<Document> ReadPatternDocument(std::string_view text);

}  // namespace tablerock
