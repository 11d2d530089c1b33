// Requests of table operations as their JSON has them, for tests whose cases are data. Throws for members of other
// types.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "operations/create_table.h"
#include "operations/update_table.h"

namespace tablerock {

CreateTableInput CreateTableInputOf(const nlohmann::json& request);
UpdateTableInput UpdateTableInputOf(const nlohmann::json& request);

// The rows of a JSON array below tests/data.
std::vector<nlohmann::json> CasesOf(std::string_view file);

}  // namespace tablerock
