#include "partiql/errors.h"

#include <utility>

namespace tablerock::partiql {

ApiError NotWellFormed(std::string_view detail) {
  return ApiError::Validation("Statement wasn't well formed, can't be processed: " + std::string(detail));
}

ApiError ErrorAt(std::string text, SourcePosition position) {
  if (position.known()) {
    text += " at " + std::to_string(position.line) + ':' + std::to_string(position.column) + ':' +
            std::to_string(position.length);
  }
  return ApiError::Validation(std::move(text));
}

ApiError EmptyPathComponent() { return ApiError::Validation("Path component cannot be an empty string"); }
ApiError AliasesNotSupported() { return ApiError::Validation("Aliasing is not supported"); }

ApiError ParameterCountMismatch() {
  return ApiError::Validation("Number of parameters in request and statement don't match.");
}

ApiError UnsupportedType(std::string_view what, std::string_view under, SourcePosition position) {
  return ErrorAt("Unsupported data type: " + std::string(what) + " under key " + std::string(under), position);
}

ApiError IonLiteral(std::string_view ion_type, std::string_view under, SourcePosition position) {
  return ErrorAt("Ion Literals are not supported: " + std::string(ion_type) + " under key " + std::string(under),
                 position);
}

ApiError UnrecognizedFunction(std::string_view name, SourcePosition position) {
  return ErrorAt("Unrecognized function: " + std::string(name), position);
}

ApiError MissingComparedWithoutIs() { return ApiError::Validation("MISSING must be compared using IS operator"); }

ApiError WhereWithoutKey() {
  return ApiError::Validation("Where clause does not contain a mandatory equality on all key attributes");
}

ApiError KeyTypeMismatch(std::string_view attribute) {
  return ApiError::Validation("Key attribute's data type should match its data type in table's schema: Key " +
                              std::string(attribute));
}

}  // namespace tablerock::partiql
