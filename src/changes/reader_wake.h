// When those who read the change log in the background come again. They are stepped: a step does what can be done now
// and says when the next one is to come, should nothing change before.
#pragma once

#include <chrono>
#include <optional>

#include "core/clock.h"

namespace tablerock {

// Nothing: upon a change.
using WakeTime = std::optional<SteadyClock::time_point>;

// Before what failed at the store is tried again.
inline constexpr std::chrono::seconds kAfterStoreError{1};

inline WakeTime EarlierOf(const WakeTime& a, const WakeTime& b) {
  if (!a || !b) return a ? a : b;
  return *a < *b ? a : b;
}

}  // namespace tablerock
