#include "expressions/errors.h"

#include <cassert>

#include "expressions/ast.h"

namespace tablerock::expression_errors {

ApiError Invalid(ExpressionKind kind, std::string_view text) {
  if (kind == ExpressionKind::kStatement) return ApiError::Validation(std::string(text));
  std::string message = "Invalid ";
  message += NameOf(kind);
  message += ": ";
  message += text;
  const bool has_current = kind == ExpressionKind::kCondition || kind == ExpressionKind::kUpdate;
  return has_current ? ApiError::PrefixedValidation(std::move(message)) : ApiError::Validation(std::move(message));
}

std::string UnknownFunction(std::string_view name, std::string_view expression) {
  if (!FunctionNamed(name)) return "Invalid function name; function: " + std::string(name);
  return "The function is not allowed in " + std::string(expression) + "; function: " + std::string(name);
}

std::string IncorrectOperandType(std::string_view operator_name, std::string_view type_name) {
  std::string text = "Incorrect operand type for operator or function; operator or function: ";
  text += operator_name;
  text += ", operand type: ";
  text += type_name;
  return text;
}

std::string IncorrectOperandCount(std::string_view function_name, std::size_t count) {
  std::string text = "Incorrect number of operands for operator or function; operator or function: ";
  text += function_name;
  text += ", number of operands: ";
  text += std::to_string(count);
  return text;
}

std::string RequiresDocumentPath(std::string_view function_name) {
  return "Operator or function requires a document path; operator or function: " + std::string(function_name);
}

std::string FunctionNotAllowedHere(std::string_view function_name) {
  return "The function is not allowed to be used this way in an expression; function: " + std::string(function_name);
}

std::string DescribeValue(AttributeValueView value) {
  assert(IsScalarText(value.type()));
  std::string text = "AttributeValue: {";
  text += NameOf(value.type());
  text += ':';
  if (value.type() == AttributeType::kBinary) {
    // The service prints the buffer object, not the bytes.
    const std::string size = std::to_string(value.text().size());
    text += "java.nio.HeapByteBuffer[pos=0 lim=" + size + " cap=" + size + ']';
  } else {
    text += value.text();
  }
  text += '}';
  return text;
}

ApiError InvalidUpdatePath() {
  return ApiError::Validation("The document path provided in the update expression is invalid for update");
}

ApiError MissingAttributeInUpdate() {
  return ApiError::Validation("The provided expression refers to an attribute that does not exist in the item");
}

ApiError IncorrectUpdateOperandType() {
  return ApiError::Validation("An operand in the update expression has an incorrect data type");
}

ApiError NestingTooDeep() {
  return ApiError::Validation(
             "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond "
             "supported "
             "limit")
      .Told(InTransaction::kAsItemLimit);
}

ApiError EmptyKeyValue(const KeyAttribute& attribute) {
  std::string text =
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ";
  text += attribute.type == AttributeType::kBinary ? "binary" : "string";
  text += " value. Key: ";
  text += attribute.name;
  return ApiError::Validation(std::move(text));
}

}  // namespace tablerock::expression_errors
