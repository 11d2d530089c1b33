// BatchDelivery: what becomes of one batch of records, as Lambda's rules for streams say: it is tried until it
// succeeds, or until its attempts or its records' time are over, and nothing behind it is tried before. Knows no
// function and no clock; the lane that owns it asks what to invoke and tells what came of it. One thread at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "functions/event_writer.h"

namespace tablerock {

struct DeliveryRules {
  std::int64_t maximum_retry_attempts = -1;  // -1: no limit
  std::int64_t record_age_millis_max = 0;    // older records are given up; the stream's retention at the most
  bool bisect_on_error = false;
  bool report_item_failures = false;
};

enum class DiscardReason : std::uint8_t { kRetryAttemptsExhausted, kRecordAgeExceeded };
// "RetryAttemptsExhausted", "RecordAgeExceeded".
std::string_view NameOf(DiscardReason reason);

// Records that were given up, for the on-failure destination.
struct Discard {
  DiscardReason reason = DiscardReason::kRetryAttemptsExhausted;
  std::vector<EventRecord> records;
  std::int64_t invoke_count = 0;
};

class BatchDelivery {
 public:
  // REQUIRES: there are records.
  BatchDelivery(const DeliveryRules& rules, std::vector<EventRecord> records);

  bool finished() const { return parts_.empty(); }
  // The records to invoke the function with now. REQUIRES: !finished().
  std::span<const EventRecord> next() const;
  // The first record that is not settled: everything before it has succeeded or was given up. Nothing once finished.
  std::optional<SequenceNumber> position() const;

  // Before each invocation: gives up the records of next() that are too old by now. Nothing if none is.
  std::optional<Discard> DiscardExpired(UnixMillis now);
  // The function has answered next() without an error.
  std::optional<Discard> OnAnswer(std::string_view answer);
  // The function failed on next(). A part that may be split is; it is tried again in halves, which costs no attempt.
  std::optional<Discard> OnFunctionError();
  // The function could not be run: no attempt.
  void OnNotInvoked() { ++failures_in_row_; }

  // How long to wait before the next invocation; zero unless the last one failed. Grows from one failure to the next.
  std::chrono::milliseconds pause() const;
  std::int64_t invoke_count() const { return parts_.empty() ? 0 : parts_.back().invokes; }

 private:
  struct Part {
    std::size_t begin;
    std::size_t end;
    std::int64_t attempts = 0;  // failed ones that count
    std::int64_t invokes = 0;
  };
  std::optional<Discard> CountAttempt();
  Discard DiscardRecords(DiscardReason reason, std::size_t begin, std::size_t end);

  const DeliveryRules rules_;
  std::vector<EventRecord> records_;
  std::vector<Part> parts_;  // what is left, the next at the end
  std::int64_t failures_in_row_ = 0;
};

}  // namespace tablerock
