// Is there an order of a history's operations that explains every answer, and in which no operation comes before one
// that was completed before it was invoked? Searched as Wing and Gong do: depth first, each place in the histories of
// the clients together with the items' values there visited once.
#pragma once

#include <cstddef>
#include <string>

#include "linearizability/history.h"

namespace tablerock {

enum class Verdict : std::uint8_t { kLinearizable, kNotLinearizable, kUndecided };

struct Linearization {
  Verdict verdict = Verdict::kUndecided;
  std::size_t visited = 0;  // configurations
  // Unless linearizable: how far the longest order came, and the operations of which none could be the next.
  std::string explanation;
};

// The items 0 … item_count - 1 are absent in the beginning. kUndecided once `visited_max` configurations have been
// looked at, which bounds time and memory.
Linearization Linearize(const History& history, std::size_t item_count, std::size_t visited_max = 1'000'000);

}  // namespace tablerock
