// The process's limit on open files, which bounds its connections.
#pragma once

#include <cstddef>

namespace tablerock {

// Raises the soft limit as far as the system allows, at most to `wanted`, and never lowers it. Returns the limit that
// then holds.
std::size_t RaiseOpenFileLimit(std::size_t wanted);

}  // namespace tablerock
