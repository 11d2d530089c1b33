// Writes KeySchema and AttributeDefinitions members.
#pragma once

#include <vector>

#include "json/writer.h"
#include "model/key_schema.h"

namespace tablerock {

// [{"AttributeName":…,"KeyType":"HASH"}, …]
void WriteKeySchema(JsonWriter& json, const KeySchema& key_schema);
// [{"AttributeName":…,"AttributeType":"S"}, …]
void WriteAttributeDefinitions(JsonWriter& json, const std::vector<KeyAttribute>& definitions);

}  // namespace tablerock
