// How the service's messages show the value that breaks a constraint: Java's text of it.
#pragma once

#include <string>

#include "wire/input_document.h"
#include "wire/shapes/shape.h"

namespace tablerock {

// "abc", "0", "[a, b]", "{T=[WriteRequest(putRequest=PutRequest(item={pk=AttributeValue(s=a, n=null, …)}),
// deleteRequest=null)]}". Of structures the service shows such fields or an object's hash, by region and day: no client
// can rely on it.
void AppendValueEcho(std::string& out, const InputValue& value, const Shape& shape);

// "TableName" as the service's Java has it: "tableName".
std::string JavaName(std::string_view member);

}  // namespace tablerock
