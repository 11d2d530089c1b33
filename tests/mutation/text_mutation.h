// Changes to texts: expressions and statements by their tokens, other texts by their characters, bodies by their bytes.
#pragma once

#include <string>

#include "mutation/random_source.h"

namespace tablerock {

// Well-formed UTF-8 stays so.
std::string MutateText(Random& random, const std::string& text);
// Any bytes may come of it.
std::string MutateBytes(Random& random, std::string bytes);

}  // namespace tablerock
