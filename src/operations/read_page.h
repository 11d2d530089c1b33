// PageReader: reads one page of a Query or Scan: walks a range of keys, evaluates each item, and stops at the Limit or
// where 1 MB is evaluated. In steps, at one moment of the data. What to read is settled before (ReadPlan).
#pragma once

#include <cstddef>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/limits.h"
#include "core/result.h"
#include "expressions/condition_expression.h"
#include "expressions/projection_expression.h"
#include "indexes/index_projection.h"
#include "operations/read_inputs.h"
#include "operations/read_target.h"
#include "storage/database.h"
#include "storage/key_bounds.h"

namespace tablerock {

// How much one step evaluates, the item that crosses it included, before others get the thread.
inline constexpr std::size_t kStepSizeBytesMax = 131'072;

struct ReadPlan {
  ReadTarget target;
  KeyBounds bounds;  // of keys of the family that holds the target
  bool forward = true;
  std::size_t limit = std::numeric_limits<std::size_t>::max();  // items evaluated
  std::size_t size_bytes_max = limits::kPageSizeBytesMax;       // evaluated; the item that reaches it ends the page
  bool consistent_read = false;
  bool counts_only = false;         // Select COUNT
  bool fetches_from_table = false;  // FetchesFromTable
  bool filters_entries = false;     // the filter sees what the index has, also where items are fetched
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
  std::string_view table_name;                // as the request gave it; outlives the page
  std::optional<ConditionExpression> filter;  // views the request's values, which outlive the page
  std::optional<ProjectionExpression> projection;
};

// What `input` says of the page itself: Limit, Select, ConsistentRead, ReturnConsumedCapacity.
ReadPlan MakeReadPlan(ReadTarget target, const ReadInput& input);

// One thread. `database` outlives it.
class PageReader {
 public:
  PageReader(Database& database, ReadPlan plan);
  PageReader(const PageReader&) = delete;
  PageReader& operator=(const PageReader&) = delete;

  // True when the page is complete. Not to be called again then.
  Result<bool> Step();
  // Once, when Step has returned true.
  ReadOutput TakeOutput();

 private:
  void Move();
  // Evaluates the item at the cursor. Returns how many bytes that was.
  Result<std::size_t> Evaluate();
  // The whole item whose index entry shows `entry`.
  Result<ItemView> Fetch(ItemView entry);
  void Collect(ItemView item);
  ConsumedCapacity Capacity() const;

  Database& database_;
  ReadPlan plan_;
  SnapshotHandle snapshot_;         // where items are fetched beside the cursor's entries
  std::unique_ptr<Cursor> cursor_;  // nullptr: nothing can be in bounds
  std::optional<IndexEntryReader> entry_reader_;
  PinnedValue fetched_;
  bool started_ = false;
  ItemView entry_;  // at the cursor

  ReadOutput output_;
  std::size_t evaluated_bytes_ = 0;  // of the table or the index
  std::size_t fetched_bytes_ = 0;
  double fetched_units_ = 0;
};

}  // namespace tablerock
