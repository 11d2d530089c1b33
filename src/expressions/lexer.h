// The lexer: expression text to tokens.
#pragma once

#include <string_view>
#include <vector>

#include "expressions/token.h"

namespace tablerock {

// All tokens of `text`, the last is kEnd at the end of the text. Keywords in any case; they are never identifiers.
// REQUIRES: fewer than 2^32 bytes.
std::vector<Token> Tokenize(std::string_view text);

}  // namespace tablerock
