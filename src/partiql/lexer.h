// The lexer: a statement's text to its tokens.
#pragma once

#include <string_view>
#include <vector>

#include "core/result.h"
#include "partiql/token.h"

namespace tablerock::partiql {

// All tokens of `statement`; the last is kEnd. Comments (-- to the end of the line, /* … */) are none.
// Errors: NotWellFormed without a detail, as the service answers whatever cannot be read at all: a character that
// begins no token, an open string or comment, an exponent that does not fit 32 bits.
Result<std::vector<Token>> Tokenize(std::string_view statement);

}  // namespace tablerock::partiql
