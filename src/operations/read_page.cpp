#include "operations/read_page.h"

#include <utility>

#include "operations/start_key.h"
#include "storage/key_codec.h"

namespace tablerock {

ReadPlan MakeReadPlan(ReadTarget target, const ReadInput& input) {
  ReadPlan plan;
  plan.target = std::move(target);
  if (input.limit) plan.limit = static_cast<std::size_t>(*input.limit);
  plan.consistent_read = input.consistent_read;
  plan.counts_only = input.select == Select::kCount;
  plan.return_consumed_capacity = input.return_consumed_capacity;
  plan.table_name = input.table_name;
  return plan;
}

PageReader::PageReader(Database& database, ReadPlan plan) : database_(database), plan_(std::move(plan)) {
  const ReadTarget& target = plan_.target;
  if (target.index != nullptr) entry_reader_.emplace(target.description(), *target.index);
  if (!plan_.counts_only) output_.items.emplace();
  if (plan_.bounds.empty()) return;
  if (plan_.fetches_from_table) snapshot_ = database_.store().TakeSnapshot();
  cursor_ = database_.store().NewCursor(target.index != nullptr ? Family::kIndexes : Family::kItems, plan_.bounds.lower,
                                        plan_.bounds.upper, snapshot_.get());
}

Result<bool> PageReader::Step() {
  if (!cursor_) return true;
  std::size_t step_bytes = 0;
  while (step_bytes < kStepSizeBytesMax) {
    Move();
    if (!cursor_->Valid()) {
      TABLEROCK_TRY(cursor_->status());
      return true;
    }
    TABLEROCK_ASSIGN(const std::size_t bytes, Evaluate());
    step_bytes += bytes;
    // Whether anything follows is not looked at: a page that ends here tells where it ended (behaviours.md rows 44 and
    // 45).
    if (output_.scanned_count == plan_.limit || evaluated_bytes_ + fetched_bytes_ >= plan_.size_bytes_max) {
      output_.last_evaluated_key = LastEvaluatedKeyOf(plan_.target, entry_);
      return true;
    }
  }
  return false;
}

void PageReader::Move() {
  if (!started_) {
    started_ = true;
    plan_.forward ? cursor_->SeekToFirst() : cursor_->SeekToLast();
  } else {
    plan_.forward ? cursor_->Next() : cursor_->Prev();
  }
}

Result<std::size_t> PageReader::Evaluate() {
  entry_ = entry_reader_ ? entry_reader_->Read(cursor_->key(), cursor_->value()) : ItemView(cursor_->value());
  std::size_t bytes = entry_.size_bytes();
  evaluated_bytes_ += bytes;
  ++output_.scanned_count;
  ItemView item = entry_;
  if (plan_.fetches_from_table) {
    TABLEROCK_ASSIGN(item, Fetch(entry_));
    bytes += item.size_bytes();
  }
  if (!plan_.filter || plan_.filter->Evaluate(plan_.filters_entries ? entry_ : item)) Collect(item);
  return bytes;
}

Result<ItemView> PageReader::Fetch(ItemView entry) {
  const TableDescription& table = plan_.target.description();
  const ItemKey key = EncodeItemKey(table.id, table.key_schema, entry);
  TABLEROCK_ASSIGN(const bool found, database_.store().Get(Family::kItems, key.bytes(), fetched_, snapshot_.get()));
  if (!found) return ApiError::Internal("an entry of index " + plan_.target.index->name + " has no item");
  const ItemView item(fetched_.view());
  fetched_bytes_ += item.size_bytes();
  fetched_units_ += ReadUnits(item.size_bytes(), plan_.consistent_read);
  return item;
}

void PageReader::Collect(ItemView item) {
  ++output_.count;
  if (plan_.counts_only) return;
  if (plan_.projection) {
    output_.items->Append(plan_.projection->Apply(item));
  } else {
    output_.items->Append(item);
  }
}

ReadOutput PageReader::TakeOutput() {
  output_.evaluated_bytes = evaluated_bytes_ + fetched_bytes_;
  if (plan_.return_consumed_capacity != ReturnConsumedCapacity::kNone) output_.consumed_capacity = Capacity();
  return std::move(output_);
}

ConsumedCapacity PageReader::Capacity() const {
  ConsumedCapacity capacity;
  capacity.table_name = plan_.table_name;
  const double units = ReadUnits(evaluated_bytes_, plan_.consistent_read);
  if (plan_.target.index == nullptr) {
    capacity.table.read = units;
  } else {
    capacity.table.read = fetched_units_;
    capacity.AddIndex(plan_.target.index->name, plan_.target.index->kind, {.read = units});
  }
  return capacity;
}

}  // namespace tablerock
