// The texts of expression errors that more than one file gives.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/api_error.h"
#include "expressions/expression_kind.h"
#include "model/attribute_value.h"
#include "model/key_schema.h"

namespace tablerock::expression_errors {

// "Invalid ConditionExpression: TEXT". Of ConditionExpression and UpdateExpression the current wording has
// "1 validation error detected: " before it (aws-messages family 1); of the others no second wording is known.
ApiError Invalid(ExpressionKind kind, std::string_view text);

// For a function name that `expression` ("a condition expression") does not know: another text if others do.
std::string UnknownFunction(std::string_view name, std::string_view expression);
std::string IncorrectOperandType(std::string_view operator_name, std::string_view type_name);
std::string IncorrectOperandCount(std::string_view function_name, std::size_t count);
std::string RequiresDocumentPath(std::string_view function_name);
std::string FunctionNotAllowedHere(std::string_view function_name);

// "AttributeValue: {S:a}". REQUIRES: S, N or B.
std::string DescribeValue(AttributeValueView value);

// Errors of an update that only the item decides; the same text in both wordings.
ApiError InvalidUpdatePath();
ApiError MissingAttributeInUpdate();
ApiError IncorrectUpdateOperandType();
ApiError NestingTooDeep();

// Of a value for a key attribute, S or B, in a KeyConditionExpression and in the keys that operations are given.
ApiError EmptyKeyValue(const KeyAttribute& attribute);

}  // namespace tablerock::expression_errors
