// SelectRun: reads one page of a PartiQL SELECT, in steps: its reads one after the other, until the Limit or where 1 MB
// is evaluated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/limits.h"
#include "core/result.h"
#include "operations/consumed_capacity.h"
#include "operations/item_list.h"
#include "operations/read_page.h"
#include "operations/select_plan.h"
#include "storage/database.h"

namespace tablerock {

// Where a page ended, and the next one goes on.
struct SelectPosition {
  std::uint32_t read = 0;  // into SelectPlan::reads
  std::string key;         // of the item that was evaluated last, in the family that is read
};

struct SelectPageOptions {
  std::size_t limit = std::numeric_limits<std::size_t>::max();  // items evaluated, 1 and more
  bool consistent_read = false;
  ReturnConsumedCapacity return_consumed_capacity = ReturnConsumedCapacity::kNone;
};

struct SelectPage {
  ItemList items;
  std::optional<SelectPosition> end;  // nothing: all was read
  std::optional<Item> last_evaluated_key;
  std::optional<ConsumedCapacity> consumed_capacity;
};

// One thread. `database` outlives it, and the request that the plan views.
class SelectRun {
 public:
  SelectRun(Database& database, SelectPlan plan, SelectPageOptions options)
      : database_(database), plan_(std::move(plan)), options_(options) {}
  SelectRun(const SelectRun&) = delete;
  SelectRun& operator=(const SelectRun&) = delete;

  // False, and nothing changes, if a page of this plan cannot have ended there. Before the first step.
  bool GoOnBehind(const SelectPosition& position);

  // True when the page is complete. Not to be called again then.
  Result<bool> Step();
  // Once, when Step has returned true.
  SelectPage TakePage() { return std::move(page_); }

 private:
  ReadPlan NextRead();
  // Takes over what the reader has read. True if the page ends there.
  bool TakeOutput();

  Database& database_;
  SelectPlan plan_;
  SelectPageOptions options_;
  std::uint32_t read_ = 0;              // the read that is next, or runs
  std::unique_ptr<PageReader> reader_;  // nullptr: none runs
  std::size_t evaluated_bytes_ = 0;
  SelectPage page_;
};

}  // namespace tablerock
