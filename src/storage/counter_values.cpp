#include "storage/counter_values.h"

#include <cstring>

namespace tablerock {
namespace {

// Two little-endian 64-bit integers, as every machine that we build for keeps them.
static_assert(sizeof(CounterValues) == kCounterValuesBytes);

}  // namespace

void AppendCounterValues(std::string& out, const CounterValues& values) {
  const std::size_t offset = out.size();
  out.resize(offset + kCounterValuesBytes);
  std::memcpy(out.data() + offset, &values, kCounterValuesBytes);
}

std::optional<CounterValues> ReadCounterValues(std::string_view bytes) {
  if (bytes.size() != kCounterValuesBytes) return std::nullopt;
  CounterValues values;
  std::memcpy(&values, bytes.data(), kCounterValuesBytes);
  return values;
}

}  // namespace tablerock
