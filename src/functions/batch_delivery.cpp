#include "functions/batch_delivery.h"

#include <algorithm>
#include <utility>

#include "functions/batch_answer.h"

namespace tablerock {
namespace {

constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{30'000};

}  // namespace

std::string_view NameOf(DiscardReason reason) {
  return reason == DiscardReason::kRecordAgeExceeded ? "RecordAgeExceeded" : "RetryAttemptsExhausted";
}

BatchDelivery::BatchDelivery(const DeliveryRules& rules, std::vector<EventRecord> records)
    : rules_(rules), records_(std::move(records)), parts_{{0, records_.size()}} {}

std::span<const EventRecord> BatchDelivery::next() const {
  return std::span(records_).subspan(parts_.back().begin, parts_.back().end - parts_.back().begin);
}

std::optional<SequenceNumber> BatchDelivery::position() const {
  if (parts_.empty()) return std::nullopt;
  return records_[parts_.back().begin].number;
}

Discard BatchDelivery::DiscardRecords(DiscardReason reason, std::size_t begin, std::size_t end) {
  Discard discard;
  discard.reason = reason;
  discard.invoke_count = parts_.back().invokes;
  const auto first = records_.begin();
  discard.records.assign(first + static_cast<std::ptrdiff_t>(begin), first + static_cast<std::ptrdiff_t>(end));
  return discard;
}

std::optional<Discard> BatchDelivery::DiscardExpired(UnixMillis now) {
  Part& part = parts_.back();
  std::size_t end = part.begin;
  while (end < part.end && records_[end].creation_time + rules_.record_age_millis_max <= now) ++end;
  if (end == part.begin) return std::nullopt;
  Discard discard = DiscardRecords(DiscardReason::kRecordAgeExceeded, part.begin, end);
  part.begin = end;
  part.attempts = 0;
  if (part.begin == part.end) parts_.pop_back();
  return discard;
}

std::optional<Discard> BatchDelivery::OnAnswer(std::string_view answer) {
  Part& part = parts_.back();
  ++part.invokes;
  const std::size_t size = part.end - part.begin;
  const std::size_t first_failure = rules_.report_item_failures ? FirstFailure(answer, next()) : size;
  if (first_failure == size) {
    parts_.pop_back();
    failures_in_row_ = 0;
    return std::nullopt;
  }
  if (first_failure != 0) {  // those before it are done, and it has failed for the first time
    part.begin += first_failure;
    part.attempts = 0;
    failures_in_row_ = 0;
  }
  ++failures_in_row_;
  // Bisecting means here: going on behind what has succeeded.
  return CountAttempt();
}

std::optional<Discard> BatchDelivery::OnFunctionError() {
  Part& part = parts_.back();
  ++part.invokes;
  ++failures_in_row_;
  if (rules_.bisect_on_error && part.end - part.begin > 1) {
    const Part whole = part;
    const std::size_t middle = whole.begin + (whole.end - whole.begin) / 2;
    parts_.back() = {middle, whole.end, whole.attempts, whole.invokes};
    parts_.push_back({whole.begin, middle, whole.attempts, whole.invokes});
    return std::nullopt;
  }
  return CountAttempt();
}

std::optional<Discard> BatchDelivery::CountAttempt() {
  Part& part = parts_.back();
  ++part.attempts;
  if (rules_.maximum_retry_attempts < 0 || part.attempts <= rules_.maximum_retry_attempts) return std::nullopt;
  Discard discard = DiscardRecords(DiscardReason::kRetryAttemptsExhausted, part.begin, part.end);
  parts_.pop_back();
  failures_in_row_ = 0;
  return discard;
}

std::chrono::milliseconds BatchDelivery::pause() const {
  if (failures_in_row_ == 0) return std::chrono::milliseconds(0);
  const auto doublings = std::min<std::int64_t>(failures_in_row_ - 1, 20);
  return std::min(kFirstPause * (std::int64_t{1} << doublings), kLongestPause);
}

}  // namespace tablerock
