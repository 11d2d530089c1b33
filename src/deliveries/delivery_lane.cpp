#include "deliveries/delivery_lane.h"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "core/error_reason.h"

namespace tablerock {
namespace {

// More than a call, so that a busy item does not make the calls of others small.
constexpr std::size_t kWindowRecords = 2 * kPutRecordsMax;
constexpr std::size_t kWindowBytes = 2 * kPutRecordsBytesMax;
constexpr std::size_t kPageBytes = 1U << 20U;

constexpr std::chrono::milliseconds kFirstPause{100};
constexpr std::chrono::milliseconds kLongestPause{30'000};

}  // namespace

DeliveryLane::DeliveryLane(Database& database, Shard shard, SequenceNumber next)
    : database_(database), tail_(database, std::move(shard), next), saved_(next) {}

DeliveryLane::Step DeliveryLane::Advance(const Delivery& delivery, KinesisClient& client, SteadyClock::time_point now) {
  if (now < retry_at_) return {false, retry_at_};
  if (const auto filled = Fill(delivery); !filled) {
    database_.log().Write(LogLevel::kError, "changes for a Kinesis data stream cannot be read and will be tried again",
                          {{"stream", delivery.stream_arn}, {"reason", ReasonOf(filled.error())}});
    // What was read before is sent nevertheless.
    if (window_.empty()) {
      retry_at_ = now + kAfterStoreError;
      return {false, retry_at_};
    }
  }
  if (window_.empty()) {
    if (done()) SavePosition(delivery);
    return {};
  }
  const std::vector<const DeliveryRecord*> call = NextCall();
  const auto began = SteadyClock::now();
  const PutRecordsOutcome outcome = client.PutRecords(delivery.stream_arn, call);
  if (outcome.cancelled) return {};
  OnOutcome(delivery, call, outcome, now + (SteadyClock::now() - began));
  if (!outcome.problem.empty()) return {!outcome.took_any(), retry_at_};
  const bool more = !window_.empty() || tail_.has_more() || done();
  return {false, more ? std::optional(now) : std::nullopt};
}

Result<void> DeliveryLane::Fill(const Delivery& delivery) {
  while (window_.size() < kWindowRecords && window_bytes_ < kWindowBytes) {
    TABLEROCK_TRY(tail_.Read(kWindowRecords - window_.size(), kPageBytes,
                             [&](ShardRecord stored) { return Add(std::move(stored), delivery); }));
    if (!tail_.has_more()) break;
  }
  return {};
}

Result<bool> DeliveryLane::Add(ShardRecord stored, const Delivery& delivery) {
  TABLEROCK_ASSIGN(const StreamRecord record,
                   ShowRecord(std::move(stored), shard().table_id, shard().number, StreamViewType::kNewAndOldImages));
  DeliveryRecord delivered = ToDeliveryRecord(record, delivery);
  if (delivered.size_bytes() > kPutRecordBytesMax) {
    database_.log().Write(LogLevel::kError, "a change is too large for a Kinesis data stream and is left out",
                          {{"stream", delivery.stream_arn},
                           {"bytes", std::to_string(delivered.size_bytes())},
                           {"table", delivery.table_name}});
    return true;
  }
  window_bytes_ += delivered.size_bytes();
  window_.push_back(std::move(delivered));
  return true;
}

std::vector<const DeliveryRecord*> DeliveryLane::NextCall() const {
  std::vector<const DeliveryRecord*> call;
  std::unordered_set<std::string_view> items;
  std::size_t bytes = 0;
  for (const DeliveryRecord& record : window_) {
    if (call.size() == kPutRecordsMax || bytes + record.size_bytes() > kPutRecordsBytesMax) break;
    if (!items.insert(record.partition_key).second) continue;
    bytes += record.size_bytes();
    call.push_back(&record);
  }
  return call;
}

void DeliveryLane::OnOutcome(const Delivery& delivery, const std::vector<const DeliveryRecord*>& call,
                             const PutRecordsOutcome& outcome, SteadyClock::time_point now) {
  std::unordered_set<SequenceNumber> taken;
  for (std::size_t i = 0; i < outcome.taken.size(); ++i) {
    if (outcome.taken[i]) taken.insert(call[i]->number);
  }
  std::erase_if(window_, [&](const DeliveryRecord& record) {
    const bool is_taken = taken.count(record.number) != 0;
    if (is_taken) window_bytes_ -= record.size_bytes();
    return is_taken;
  });
  SavePosition(delivery);
  if (outcome.problem.empty()) {
    pause_ = {};
    retry_at_ = {};
    return;
  }
  const bool longer = taken.empty() && pause_.count() != 0;
  pause_ = longer ? std::min(2 * pause_, kLongestPause) : kFirstPause;
  retry_at_ = now + pause_;
  database_.log().Write(LogLevel::kWarning, "a Kinesis data stream did not take records and will be asked again",
                        {{"stream", delivery.stream_arn},
                         {"records", std::to_string(call.size() - taken.size())},
                         {"milliseconds", std::to_string(pause_.count())},
                         {"reason", outcome.problem}});
}

void DeliveryLane::SavePosition(const Delivery& delivery) {
  const SequenceNumber next = window_.empty() ? tail_.next() : window_.front().number;
  if (next <= saved_) return;
  saved_ = next;
  if (const auto kept = PutDeliveryPosition(database_, delivery, shard().number, next); !kept) {
    // It goes on; a restart repeats what was sent since.
    database_.log().Write(LogLevel::kError, "a delivery's position was not kept",
                          {{"stream", delivery.stream_arn}, {"reason", ReasonOf(kept.error())}});
  }
}

}  // namespace tablerock
