// SerializationExceptions: JSON of another type than the member has. The service reports the first one in the order of
// the document, before it looks at anything else. Texts as recorded from the service by dynalite's authors; the class
// names in them are the service's own.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/api_error.h"

namespace tablerock {

// What stands where a value was expected.
enum class JsonToken : std::uint8_t { kObject, kArray, kString, kNumber, kDecimal, kTrue, kFalse };

// Where a list, map or structure stands: as a member of a structure, or in a list or map. The texts differ.
enum class JsonPlace : std::uint8_t { kMember, kElement };

namespace serialization_errors {

ApiError NotText(JsonToken found);     // S, N, every string
ApiError NotBinary(JsonToken found);   // B
ApiError NotBoolean(JsonToken found);  // a string counts if it is one of those ReadBoolean knows
ApiError NotNumeric(JsonToken found, std::string_view java_type);  // "Integer", "Long", "Double"
ApiError NotTimestamp(JsonToken found);
ApiError NotList(JsonToken found, JsonPlace place);
// `value_class` as the service names it: "java.lang.String", or a name of its own package ("AttributeValue").
ApiError NotMap(JsonToken found, JsonPlace place, std::string_view value_class);
ApiError NotStructure(JsonToken found, JsonPlace place, std::string_view class_name);
ApiError NotBase64(std::size_t text_size);
// Text that is no JSON at all, or none. The service gives no message.
ApiError Malformed();

}  // namespace serialization_errors

// The service takes "true", "1" and "yes" in any case for true, "false", "0" and "no" for false. False if it is
// neither.
bool ReadBoolean(std::string_view text, bool& value);

}  // namespace tablerock
