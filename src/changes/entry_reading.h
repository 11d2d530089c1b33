// Reading the catalog entries of what belongs to the change log.
#pragma once

#include <exception>
#include <string>
#include <string_view>

#include "core/result.h"
#include "json/document.h"

namespace tablerock {

// What `read` makes of the JSON of an entry. It may throw what nlohmann_json and stoull throw, and what an optional
// without a value does: InternalServerError then, a damaged entry of a `what`.
template <typename T, typename Read>
Result<T> ReadEntry(std::string_view json, std::string_view what, const Read& read) {
  try {
    return read(Document::parse(json));
  } catch (const std::exception& error) {
    return ApiError::Internal("damaged catalog entry of a " + std::string(what) + ": " + error.what());
  }
}

}  // namespace tablerock
