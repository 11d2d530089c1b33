// Tokens of several words: INSERT INTO, IS NOT, ALL OLD.
#pragma once

#include <vector>

#include "partiql/token.h"

namespace tablerock::partiql {

// Appends `token`, or makes one token of it and of those before it. Such a token stands where its first word stands.
void AddOrMerge(std::vector<Token>& tokens, Token token);

}  // namespace tablerock::partiql
