#include "wire/outputs/key_schema_output.h"

#include "wire/outputs/member_writers.h"

namespace tablerock {
namespace {

void WritePair(JsonWriter& json, std::string_view name, std::string_view member, std::string_view value) {
  json.BeginObject();
  WriteString(json, "AttributeName", name);
  WriteString(json, member, value);
  json.EndObject();
}

}  // namespace

void WriteKeySchema(JsonWriter& json, const KeySchema& key_schema) {
  json.BeginArray();
  for (const KeyAttribute& attribute : key_schema.partition_key) WritePair(json, attribute.name, "KeyType", "HASH");
  for (const KeyAttribute& attribute : key_schema.sort_key) WritePair(json, attribute.name, "KeyType", "RANGE");
  json.EndArray();
}

void WriteAttributeDefinitions(JsonWriter& json, const std::vector<KeyAttribute>& definitions) {
  json.BeginArray();
  for (const KeyAttribute& attribute : definitions) {
    WritePair(json, attribute.name, "AttributeType", NameOf(attribute.type));
  }
  json.EndArray();
}

}  // namespace tablerock
