#include "storage/sequence_latch.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tablerock {
namespace {

// How far ahead of the numbers given out the high mark is kept. One small write for so much time of a busy log; after a
// restart the numbers run at most this and Database's margin ahead of the clock.
constexpr std::int64_t kHighMarkAheadMillis = 1'000;

}  // namespace

SequenceLatch::SequenceLatch(const Clock& clock, SequenceNumber floor, KeepHighMark keep_high_mark)
    : clock_(clock), keep_high_mark_(std::move(keep_high_mark)), last_(floor) {}

SequenceLatch::Ticket::Ticket(Ticket&& other) noexcept
    : latch_(std::exchange(other.latch_, nullptr)), first_(other.first_) {}

SequenceLatch::Ticket::~Ticket() {
  if (latch_ != nullptr) latch_->Release(first_);
}

Result<SequenceLatch::Ticket> SequenceLatch::Assign(std::uint32_t count) {
  assert(count > 0);
  const std::lock_guard lock(mutex_);
  // A clock that stands still or goes back goes on by the counter, which flows over into the next millisecond.
  const SequenceNumber first = std::max(last_ + 1, FirstSequenceNumberAt(std::max<UnixMillis>(clock_.Now(), 0)));
  const SequenceNumber last = first + count - 1;
  if (last > high_mark_) {
    const SequenceNumber high_mark = FirstSequenceNumberAt(MillisOf(last) + kHighMarkAheadMillis);
    TABLEROCK_TRY(keep_high_mark_(high_mark));
    high_mark_ = high_mark;
  }
  in_flight_.push_back({first, false});
  last_ = last;

  Ticket ticket;
  ticket.latch_ = this;
  ticket.first_ = first;
  return ticket;
}

void SequenceLatch::Release(SequenceNumber first) {
  const std::lock_guard lock(mutex_);
  const auto entry = std::lower_bound(in_flight_.begin(), in_flight_.end(), first,
                                      [](const InFlight& a, SequenceNumber b) { return a.first < b; });
  assert(entry != in_flight_.end() && entry->first == first && !entry->released);
  entry->released = true;
  while (!in_flight_.empty() && in_flight_.front().released) in_flight_.pop_front();
}

SequenceNumber SequenceLatch::Watermark() const {
  const std::lock_guard lock(mutex_);
  return in_flight_.empty() ? last_ + 1 : in_flight_.front().first;
}

SequenceNumber SequenceLatch::Highest() const {
  const std::lock_guard lock(mutex_);
  return last_;
}

}  // namespace tablerock
