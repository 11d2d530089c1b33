#include "fuzz/fuzz_target.h"

#include <cstdio>
#include <cstdlib>

namespace tablerock::fuzz {
void Require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "fuzz target: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return line;
}

}  // namespace tablerock::fuzz
