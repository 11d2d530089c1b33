#include "operations/consumed_capacity.h"

#include <algorithm>

namespace tablerock {
namespace {

std::size_t UnitsUp(std::size_t bytes, std::size_t unit_bytes) {
  return std::max<std::size_t>(1, (bytes + unit_bytes - 1) / unit_bytes);
}

}  // namespace

CapacityUnits ConsumedCapacity::total() const {
  CapacityUnits sum = table;
  sum.write += failed_write;
  for (const IndexCapacity& index : indexes) {
    sum.read += index.units.read;
    sum.write += index.units.write;
  }
  return sum;
}

void ConsumedCapacity::AddIndex(std::string_view index_name, IndexKind kind, CapacityUnits units) {
  const auto found =
      std::find_if(indexes.begin(), indexes.end(), [&](const auto& i) { return i.index_name == index_name; });
  IndexCapacity& index =
      found != indexes.end() ? *found : indexes.emplace_back(IndexCapacity{std::string(index_name), kind, {}});
  index.units.read += units.read;
  index.units.write += units.write;
}

void ConsumedCapacity::Add(const ConsumedCapacity& other) {
  table.read += other.table.read;
  table.write += other.table.write;
  split = split || other.split;
  failed_write += other.failed_write;
  for (const IndexCapacity& index : other.indexes) AddIndex(index.index_name, index.kind, index.units);
}

ConsumedCapacity& CapacityAt(std::vector<ConsumedCapacity>& capacities, std::string_view table_name) {
  for (ConsumedCapacity& capacity : capacities) {
    if (capacity.table_name == table_name) return capacity;
  }
  ConsumedCapacity& added = capacities.emplace_back();
  added.table_name = table_name;
  return added;
}

double ReadUnits(std::size_t bytes, bool consistent) {
  const auto units = static_cast<double>(UnitsUp(bytes, 4096));
  return consistent ? units : units / 2;
}

double WriteUnits(std::size_t bytes) { return static_cast<double>(UnitsUp(bytes, 1024)); }

void AddTransactionRead(std::vector<ConsumedCapacity>& capacities, std::string_view table_name, std::size_t bytes) {
  ConsumedCapacity& capacity = CapacityAt(capacities, table_name);
  capacity.split = true;
  capacity.table.read += 2 * ReadUnits(bytes, true);
}

}  // namespace tablerock
