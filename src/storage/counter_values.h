// CounterValues: the value of a size counter in the derived family (kind T): how many items and bytes a table or one of
// its indexes has. Each commit adds its difference; the store adds them up. Layout: FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tablerock {

struct CounterValues {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
  friend bool operator==(const CounterValues&, const CounterValues&) = default;
};

inline constexpr std::size_t kCounterValuesBytes = 16;

void AppendCounterValues(std::string& out, const CounterValues& values);
// Nothing if `bytes` are no counter.
std::optional<CounterValues> ReadCounterValues(std::string_view bytes);

}  // namespace tablerock
