// functions.json: {"EventSourceMappings": [ … ]}, each as event_source_mapping.h reads it. Relative paths in it are
// relative to the directory of the file.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "functions/event_source_mapping.h"

namespace tablerock {

// Errors: ValidationException that names the file, the member and what is wrong, for the person who wrote it.
Result<std::vector<EventSourceMapping>> ReadFunctionsFile(const std::string& file, bool namespaces_by_region);

}  // namespace tablerock
