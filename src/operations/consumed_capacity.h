// ConsumedCapacity: what a request costs in read and write units, by table and index. behaviours.md row 55.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/table_description.h"
#include "operations/request_inputs.h"

namespace tablerock {

// Units of one table or index. Half units occur (eventually consistent reads).
struct CapacityUnits {
  double read = 0;
  double write = 0;
  double total() const { return read + write; }
};

struct IndexCapacity {
  std::string index_name;
  IndexKind kind = IndexKind::kGlobal;
  CapacityUnits units;
};

// The cost of a request at one table.
struct ConsumedCapacity {
  std::string table_name;  // as the request gave it: a name or an ARN
  CapacityUnits table;
  std::vector<IndexCapacity> indexes;
  // Transactions show read and write units apart in each part of the answer; the other operations show the sum alone.
  bool split = false;
  // Of a batch's statements that failed beside others that did not: shown in the total, in no part of it.
  double failed_write = 0;

  CapacityUnits total() const;
  void AddIndex(std::string_view index_name, IndexKind kind, CapacityUnits units);
  void Add(const ConsumedCapacity& other);  // REQUIRES: the same table
};

// The one of `table_name` among those of one request; added behind them if it is not there yet.
ConsumedCapacity& CapacityAt(std::vector<ConsumedCapacity>& capacities, std::string_view table_name);

// Read units of `bytes` evaluated: 4 KB a unit when consistent, half of it when not; nothing read costs as one byte
// would.
double ReadUnits(std::size_t bytes, bool consistent);
// Write units of an item of `bytes`: 1 KB a unit, at least one.
double WriteUnits(std::size_t bytes);

// Adds what a transaction costs by reading `bytes` of a table: twice the units, shown apart.
void AddTransactionRead(std::vector<ConsumedCapacity>& capacities, std::string_view table_name, std::size_t bytes);

}  // namespace tablerock
