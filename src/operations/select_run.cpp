#include "operations/select_run.h"

#include <utility>

#include "operations/key_range_bounds.h"

namespace tablerock {

bool SelectRun::GoOnBehind(const SelectPosition& position) {
  if (position.read >= plan_.reads.size()) return false;
  KeyBounds& bounds = plan_.reads[position.read].bounds;
  if (!bounds.Contains(position.key)) return false;
  read_ = position.read;
  plan_.forward ? bounds.StartAfter(position.key) : bounds.EndBefore(position.key);
  return true;
}

Result<bool> SelectRun::Step() {
  const std::size_t evaluated_before = evaluated_bytes_;
  do {
    if (!reader_) reader_ = std::make_unique<PageReader>(database_, NextRead());
    TABLEROCK_ASSIGN(const bool complete, reader_->Step());
    if (!complete) return false;
    if (TakeOutput()) return true;
    reader_.reset();
    if (++read_ == plan_.reads.size()) return true;
  } while (evaluated_bytes_ - evaluated_before < kStepSizeBytesMax);
  return false;
}

ReadPlan SelectRun::NextRead() {
  const SelectRead& read = plan_.reads[read_];
  ReadPlan plan;
  plan.target = plan_.target;
  plan.bounds = read.bounds;
  plan.forward = plan_.forward;
  plan.limit = options_.limit;
  plan.size_bytes_max = limits::kPageSizeBytesMax - evaluated_bytes_;
  plan.consistent_read = options_.consistent_read;
  plan.filters_entries = true;
  plan.return_consumed_capacity = options_.return_consumed_capacity;
  plan.table_name = plan_.statement.from.table;
  plan.filter = plan_.FilterOf(read);
  if (plan_.statement.projection) {
    plan.fetches_from_table =
        FetchesFromTable(plan_.target, std::nullopt, ProjectionExpression(plan_.statement.projection->paths()));
  }
  return plan;
}

bool SelectRun::TakeOutput() {
  ReadOutput output = reader_->TakeOutput();
  for (std::size_t i = 0; i < output.items->size(); ++i) {
    const ItemView item = (*output.items)[i];
    if (plan_.statement.projection) {
      page_.items.Append(plan_.statement.projection->Apply(item));
    } else {
      page_.items.Append(item);
    }
  }
  if (output.consumed_capacity) {
    if (page_.consumed_capacity) {
      page_.consumed_capacity->Add(*output.consumed_capacity);
    } else {
      page_.consumed_capacity = std::move(output.consumed_capacity);
    }
  }
  evaluated_bytes_ += output.evaluated_bytes;
  options_.limit -= output.scanned_count;
  if (!output.last_evaluated_key) return false;
  page_.end = SelectPosition{read_, KeyOfStartKey(plan_.target, *output.last_evaluated_key)};
  page_.last_evaluated_key = std::move(output.last_evaluated_key);
  return true;
}

}  // namespace tablerock
