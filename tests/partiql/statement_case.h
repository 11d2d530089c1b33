// Case tables of statements: JSON files in tests/data/partiql, each a list of groups of cases.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "model/attribute_value.h"
#include "partiql/statement.h"

namespace tablerock::partiql {

// Calls `check` for each case of the file, under a trace that names the group and the case's text (`text_member`).
void ForEachCase(std::string_view file, std::string_view text_member,
                 const std::function<void(const nlohmann::json&)>& check);

// The member "parameters" of a case, if it has one.
std::vector<AttributeValue> ParametersOf(const nlohmann::json& row);

// Expects the case's member "error" to be the error's text.
void ExpectError(const nlohmann::json& row, const ApiError& error);

// All that is said of a statement before its table is known, in the order of the operations.
Result<void> CheckStatement(std::string_view text, Parameters parameters);

}  // namespace tablerock::partiql
