// SourcePosition: where something stands in a statement, as the service's errors tell it.
#pragma once

#include <cstdint>

namespace tablerock::partiql {

// Characters are counted as code points, lines and columns from 1. A default position is none: what several tokens make
// up, such as a document path, has no place of its own.
struct SourcePosition {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 0;

  bool known() const { return line != 0; }
};

}  // namespace tablerock::partiql
