// The texts of PartiQL's errors that more than one file gives.
#pragma once

#include <string>
#include <string_view>

#include "core/api_error.h"
#include "partiql/source_position.h"

namespace tablerock::partiql {

// "Statement wasn't well formed, can't be processed: DETAIL". What no token can be made of has no detail: the text then
// ends behind the colon and its space.
ApiError NotWellFormed(std::string_view detail);

// "TEXT at LINE:COLUMN:LENGTH"; the text alone where the position is not known.
ApiError ErrorAt(std::string text, SourcePosition position);

ApiError EmptyPathComponent();
ApiError AliasesNotSupported();
ApiError ParameterCountMismatch();
// In a value: "UNDER" is the way to it, "root.a[0]".
ApiError UnsupportedType(std::string_view what, std::string_view under, SourcePosition position);
ApiError IonLiteral(std::string_view ion_type, std::string_view under, SourcePosition position);
ApiError UnrecognizedFunction(std::string_view name, SourcePosition position);
ApiError MissingComparedWithoutIs();
ApiError WhereWithoutKey();
ApiError KeyTypeMismatch(std::string_view attribute);

}  // namespace tablerock::partiql
