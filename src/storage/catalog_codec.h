// A TableDescription as the catalog keeps it: versioned JSON, one object. Fields are added over time and never change
// their meaning; one that is missing reads as its default.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"
#include "model/table_description.h"

namespace tablerock {

Result<std::string> EncodeTableDescription(const TableDescription& description);
// Error: InternalServerError that says what is wrong with the entry.
Result<TableDescription> DecodeTableDescription(std::string_view json);

}  // namespace tablerock
