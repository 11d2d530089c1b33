// Memory that is taken in blocks of at least this size goes back to the system when it is freed: the program sets the C
// library so (main.cpp). Smaller blocks stay with the process for reuse, as the buffers of long replies should.
#pragma once

#include <cstddef>

namespace tablerock {

inline constexpr std::size_t kLargeBlockBytes = std::size_t{4} << 20U;

}  // namespace tablerock
