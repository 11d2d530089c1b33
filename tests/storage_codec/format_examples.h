// The hex examples of src/storage/FORMAT.md, as they stand there.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/attribute_value.h"
#include "model/item.h"
#include "model/item_builder.h"

namespace tablerock {

struct FormatExample {
  std::string description;
  nlohmann::json input;
  std::string bytes;
};

// The rows of the table under "<!-- examples: NAME -->".
std::vector<FormatExample> ReadFormatExamples(std::string_view name);
// The names of all such tables.
std::vector<std::string> NamesOfFormatExamples();

std::string ToHex(std::string_view bytes);

// DynamoDB's JSON, B in base64.
void WriteJsonValue(const nlohmann::json& json, ItemBuilder& out);
AttributeValue ValueOfJson(const nlohmann::json& json);
std::vector<AttributeValue> ValuesOfJson(const nlohmann::json& json);
Item ItemOfJson(const nlohmann::json& json);

inline std::vector<AttributeValueView> ViewsOf(const std::vector<AttributeValue>& values) {
  return {values.begin(), values.end()};
}

}  // namespace tablerock
