// The words of PartiQL that are no identifiers unless quoted.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tablerock::partiql {

// `word` in lower case. Those that are operators or tokens of their own (and, as, null …) are among them.
bool IsKeyword(std::string_view word);

// The word that a type keyword is another name of: "int" is "integer". Else the word itself.
std::string_view TypeNameOf(std::string_view word);

// How many numbers a type name may have in parentheses, 0 to 2. Nothing if the word names no type.
std::optional<std::size_t> TypeParametersMax(std::string_view word);

// Keywords that are called like functions.
bool IsFunctionKeyword(std::string_view word);
bool IsAggregate(std::string_view word);

}  // namespace tablerock::partiql
