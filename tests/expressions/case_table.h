// Case tables of expressions: JSON files in tests/data/expressions with placeholders and an item for all cases, and
// groups of cases, each a text and what is expected of it. And the way from DynamoDB's JSON to items and back.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/api_error.h"
#include "expressions/placeholders.h"
#include "model/attribute_value.h"
#include "model/item.h"

namespace tablerock {

// Of DynamoDB's JSON: {"S": "a"}, and {"name": {"S": "a"}, …}.
AttributeValue ValueFromJson(const nlohmann::json& json);
Item ItemFromJson(const nlohmann::json& json);
nlohmann::json JsonOf(AttributeValueView value);
nlohmann::json JsonOf(ItemView item);

// The placeholders of one request, with the lists that they view.
struct OwnedPlaceholders {
  std::optional<NamePlaceholders> names;
  std::optional<ValuePlaceholders> values;

  ExpressionPlaceholders View() const { return ExpressionPlaceholders::Create(names, values).value(); }
};

struct ExpressionCase {
  std::string text;
  const nlohmann::json& row;       // the case
  const nlohmann::json& table;     // the whole file
  OwnedPlaceholders placeholders;  // those of the table that the text names
};

// Calls `check` for each case of the table, under a trace that names the group and the text.
void ForEachCase(std::string_view file, const std::function<void(const ExpressionCase&)>& check);

// Expects `error`'s classic text to be that of the case; without an error in the case, none.
void ExpectError(const ExpressionCase& expected, const ApiError& error);

}  // namespace tablerock
