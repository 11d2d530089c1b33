#include "operations/table_schema.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "core/limits.h"

namespace tablerock {
namespace {

constexpr std::size_t kTableKeyAttributesMax = 2;

const KeyAttribute* FindDefinition(std::span<const KeyAttribute> definitions, std::string_view name) {
  const auto found =
      std::find_if(definitions.begin(), definitions.end(), [&](const auto& d) { return d.name == name; });
  return found == definitions.end() ? nullptr : &*found;
}

bool IsHash(const KeySchemaElementInput& element) { return element.key_type == "HASH"; }

std::string NamesOf(std::span<const KeyAttribute> attributes) {
  std::string text = "[";
  for (const KeyAttribute& attribute : attributes) {
    if (text.size() > 1) text += ", ";
    text += attribute.name;
  }
  return text + "]";
}

std::string NamesOf(std::span<const KeySchemaElementInput> elements) {
  std::string text = "[";
  for (const KeySchemaElementInput& element : elements) {
    if (text.size() > 1) text += ", ";
    text += element.attribute_name;
  }
  return text + "]";
}

// The service words it as a declared constraint, though only tables and local indexes have it.
Result<void> CheckElementCount(std::span<const KeySchemaElementInput> elements, std::string_view member) {
  if (elements.size() <= kTableKeyAttributesMax) return {};
  std::string text = "1 validation error detected: Value '[";
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (i != 0) text += ", ";
    text += "KeySchemaElement(attributeName=" + elements[i].attribute_name + ", keyType=" + elements[i].key_type + ")";
  }
  text += "]' at '";
  text += member;
  text += "' failed to satisfy constraint: Member must have length less than or equal to 2";
  return ApiError::Validation(std::move(text));
}

Result<void> CheckDefined(std::span<const KeySchemaElementInput> elements, std::span<const KeyAttribute> definitions) {
  for (const KeySchemaElementInput& element : elements) {
    if (FindDefinition(definitions, element.attribute_name) != nullptr) continue;
    return ApiError::InvalidParameterValues(
        "Some index key attributes are not defined in AttributeDefinitions. Keys: " + NamesOf(elements) +
        ", AttributeDefinitions: " + NamesOf(definitions));
  }
  return {};
}

Result<void> CheckFirstIsHash(std::span<const KeySchemaElementInput> elements) {
  if (!elements.empty() && IsHash(elements.front())) return {};
  return ApiError::Validation("Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
}

// At most two elements, each defined.
Result<void> CheckSimpleKeySchema(std::span<const KeySchemaElementInput> elements) {
  if (elements.size() == 2 && elements[0].attribute_name == elements[1].attribute_name) {
    return ApiError::Validation("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  TABLEROCK_TRY(CheckFirstIsHash(elements));
  if (elements.size() == 2 && IsHash(elements[1])) {
    return ApiError::Validation("Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  }
  return {};
}

KeySchema ToKeySchema(std::span<const KeySchemaElementInput> elements, std::span<const KeyAttribute> definitions) {
  KeySchema schema;
  for (const KeySchemaElementInput& element : elements) {
    auto& attributes = IsHash(element) ? schema.partition_key : schema.sort_key;
    attributes.push_back(*FindDefinition(definitions, element.attribute_name));
  }
  return schema;
}

void AddUsed(const KeySchema& schema, std::vector<KeyAttribute>& used) {
  for (const auto* attributes : {&schema.partition_key, &schema.sort_key}) {
    for (const KeyAttribute& attribute : *attributes) {
      if (FindDefinition(used, attribute.name) == nullptr) used.push_back(attribute);
    }
  }
}

}  // namespace

Result<std::vector<KeyAttribute>> ParseAttributeDefinitions(std::span<const AttributeDefinitionInput> definitions) {
  std::vector<KeyAttribute> parsed;
  parsed.reserve(definitions.size());
  for (const AttributeDefinitionInput& definition : definitions) {
    if (FindDefinition(parsed, definition.attribute_name) != nullptr) {
      return ApiError::Validation("Attribute Name is duplicated: " + definition.attribute_name);
    }
    const AttributeType type = definition.attribute_type == "N"   ? AttributeType::kNumber
                               : definition.attribute_type == "B" ? AttributeType::kBinary
                                                                  : AttributeType::kString;
    parsed.push_back({definition.attribute_name, type});
  }
  return parsed;
}

Result<KeySchema> ParseTableKeySchema(std::span<const KeySchemaElementInput> elements,
                                      std::span<const KeyAttribute> definitions) {
  TABLEROCK_TRY(CheckElementCount(elements, "keySchema"));
  if (elements.size() > definitions.size()) {
    return ApiError::Validation("Invalid KeySchema: Some index key attribute have no definition");
  }
  TABLEROCK_TRY(CheckDefined(elements, definitions));
  TABLEROCK_TRY(CheckSimpleKeySchema(elements));
  return ToKeySchema(elements, definitions);
}

Result<KeySchema> ParseLocalIndexKeySchema(std::span<const KeySchemaElementInput> elements,
                                           std::span<const KeyAttribute> definitions, std::size_t position) {
  TABLEROCK_TRY(CheckElementCount(elements, "localSecondaryIndexes." + std::to_string(position) + ".member.keySchema"));
  TABLEROCK_TRY(CheckDefined(elements, definitions));
  TABLEROCK_TRY(CheckSimpleKeySchema(elements));
  return ToKeySchema(elements, definitions);
}

Result<KeySchema> ParseGlobalIndexKeySchema(std::span<const KeySchemaElementInput> elements,
                                            std::span<const KeyAttribute> definitions) {
  TABLEROCK_TRY(CheckDefined(elements, definitions));
  std::set<std::string_view> names;
  for (const KeySchemaElementInput& element : elements) {
    if (!names.insert(element.attribute_name).second) {
      return ApiError::Validation("The KeySchema contains multiple key attributes with the same name");
    }
  }
  TABLEROCK_TRY(CheckFirstIsHash(elements));
  if (!std::is_partitioned(elements.begin(), elements.end(), IsHash)) {
    return ApiError::InvalidParameterValues(
        "All HASH key attributes must precede RANGE key attributes in the KeySchema");
  }
  const auto hash_count = static_cast<std::size_t>(std::count_if(elements.begin(), elements.end(), IsHash));
  for (const auto& [count, name] : {std::pair(hash_count, "HASH"), std::pair(elements.size() - hash_count, "RANGE")}) {
    if (count <= limits::kKeyAttributesMax) continue;
    return ApiError::InvalidParameterValues("The KeySchema exceeds the maximum allowed number of " + std::string(name) +
                                            " key attributes");
  }
  return ToKeySchema(elements, definitions);
}

Result<void> CheckDefinitionsAreUsed(const TableDescription& table) {
  std::vector<KeyAttribute> used;
  AddUsed(table.key_schema, used);
  for (const auto* indexes : {&table.local_indexes, &table.global_indexes}) {
    for (const SecondaryIndex& index : *indexes) AddUsed(index.key_schema, used);
  }
  if (used.size() == table.attribute_definitions.size()) return {};
  if (table.local_indexes.empty() && table.global_indexes.empty()) {
    return ApiError::InvalidParameterValues(
        "Number of attributes in KeySchema does not exactly match number of attributes defined in "
        "AttributeDefinitions");
  }
  return ApiError::InvalidParameterValues("Some AttributeDefinitions are not used. AttributeDefinitions: " +
                                          NamesOf(table.attribute_definitions) + ", keys used: " + NamesOf(used));
}

Result<Projection> ParseProjection(const ProjectionInput& input) {
  const auto type = input.projection_type ? ParseProjectionType(*input.projection_type) : std::nullopt;
  if (!type) {
    return ApiError::InvalidParameterValues("Unknown ProjectionType: " + input.projection_type.value_or("null"));
  }
  if (input.non_key_attributes.has_value() != (*type == ProjectionType::kInclude)) {
    return ApiError::InvalidParameterValues("ProjectionType is " + *input.projection_type +
                                            ", but NonKeyAttributes is " +
                                            (input.non_key_attributes ? "specified" : "not specified"));
  }
  Projection projection{*type, {}};
  if (!input.non_key_attributes) return projection;
  std::set<std::string_view> names;
  for (const std::string& name : *input.non_key_attributes) {
    if (!names.insert(name).second) {
      return ApiError::InvalidParameterValues("Duplicate element in NonKeyAttributes: " + name);
    }
  }
  projection.non_key_attributes = *input.non_key_attributes;
  return projection;
}

Result<void> CheckLocalIndexKeys(const KeySchema& table_keys, std::string_view index_name,
                                 const KeySchema& index_keys) {
  if (table_keys.sort_key.empty()) {
    return ApiError::InvalidParameterValues(
        "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex");
  }
  if (index_keys.sort_key.empty()) {
    return ApiError::InvalidParameterValues("Index KeySchema does not have a range key for index: " +
                                            std::string(index_name));
  }
  const std::string& index_hash = index_keys.partition_key.front().name;
  const std::string& table_hash = table_keys.partition_key.front().name;
  if (index_hash != table_hash) {
    return ApiError::InvalidParameterValues(
        "Index KeySchema does not have the same leading hash key as table KeySchema for index: " +
        std::string(index_name) + ". index hash key: " + index_hash + ", table hash key: " + table_hash);
  }
  return {};
}

Result<void> CheckIndexesTogether(const TableDescription& table) {
  std::set<std::string_view> names;
  std::size_t projected = 0;
  for (const auto* indexes : {&table.local_indexes, &table.global_indexes}) {
    for (const SecondaryIndex& index : *indexes) {
      if (!names.insert(index.name).second) {
        return ApiError::InvalidParameterValues("Duplicate index name: " + index.name);
      }
      projected += index.projection.non_key_attributes.size();
    }
  }
  if (table.local_indexes.size() > limits::kLocalSecondaryIndexesMax) {
    return ApiError::InvalidParameterValues("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
  }
  if (table.global_indexes.size() > limits::kGlobalSecondaryIndexesMax) {
    return ApiError::InvalidParameterValues("GlobalSecondaryIndex count exceeds the per-table limit of 20");
  }
  if (projected > limits::kProjectedAttributesMax) {
    // The limit is documented; the service's text for it was never recorded.
    return ApiError::InvalidParameterValues(
        "Number of NonKeyAttributes over all secondary indexes exceeds the per-table limit of 100");
  }
  return {};
}

}  // namespace tablerock
