#include "functions/shard_lane.h"

#include <algorithm>
#include <utility>

#include "core/error_reason.h"
#include "core/fnv1a.h"
#include "core/limits.h"
#include "functions/discard_report.h"
#include "json/document.h"

namespace tablerock {
namespace {

constexpr std::size_t kPageRecords = 1'000;
constexpr std::size_t kPageBytes = 1U << 20U;
// What one step reads at most where records are filtered out or belong to other lanes.
constexpr int kPagesAStep = 4;

EventPlace PlaceOf(const EventSourceMapping& mapping, const Stream& stream) {
  RequestContext context;
  context.account = mapping.account;
  context.region = mapping.region;
  return {mapping.region, StreamArn(context, stream.table_name, stream.label), stream.view_type};
}

}  // namespace

Result<std::shared_ptr<const LaneSettings>> LaneSettings::Of(EventSourceMapping mapping) {
  auto settings = std::make_shared<LaneSettings>();
  settings->filters.reserve(mapping.filter_patterns.size());
  for (const std::string& pattern : mapping.filter_patterns) {
    TABLEROCK_ASSIGN(FilterPattern filter, FilterPattern::Parse(pattern));
    settings->filters.push_back(std::move(filter));
  }
  settings->rules.maximum_retry_attempts = mapping.maximum_retry_attempts;
  settings->rules.record_age_millis_max =
      mapping.maximum_record_age_seconds < 0
          ? limits::kStreamRetentionMillis
          : std::min<std::int64_t>(mapping.maximum_record_age_seconds * 1'000, limits::kStreamRetentionMillis);
  settings->rules.bisect_on_error = mapping.bisect_batch_on_function_error;
  settings->rules.report_item_failures = mapping.report_batch_item_failures;
  settings->mapping = std::move(mapping);
  return std::shared_ptr<const LaneSettings>(std::move(settings));
}

ShardLane::ShardLane(Database& database, MappingStore& store, std::shared_ptr<const LaneSettings> settings,
                     const Stream& stream, Shard shard, const LanePosition& position)
    : database_(database),
      store_(store),
      settings_(std::move(settings)),
      place_(PlaceOf(settings_->mapping, stream)),
      position_(position),
      tail_(database, std::move(shard), position.next) {}

ShardLane::Step ShardLane::Advance(SteadyClock::time_point now) {
  if (running_ || done_) return {};
  if (delivery_) {
    const Step step = Deliver(now);
    if (delivery_) return step;
  }
  return Gather(now);
}

// ---- gathering

bool ShardLane::BatchIsFull() const {
  return batch_closed_ || batch_.size() >= static_cast<std::size_t>(settings_->mapping.batch_size);
}

bool ShardLane::IsForThisLane(const StreamRecord& record) const {
  return position_.lanes == 1 || Fnv1a(record.change.keys.bytes()) % position_.lanes == position_.lane;
}

bool ShardLane::IsWanted(const EventRecord& event) const {
  if (settings_->filters.empty()) return true;
  const std::optional<Document> document = ParseDocument(event.json);
  return document && std::any_of(settings_->filters.begin(), settings_->filters.end(),
                                 [&](const FilterPattern& filter) { return filter.Matches(*document); });
}

Result<bool> ShardLane::Add(ShardRecord stored) {
  if (BatchIsFull()) return false;
  TABLEROCK_ASSIGN(const StreamRecord record,
                   ShowRecord(std::move(stored), shard().table_id, shard().number, place_.view_type));
  if (!IsForThisLane(record)) return true;
  EventRecord event = ToEventRecord(record, place_);
  if (!IsWanted(event)) return true;
  batch_closed_ = !batch_.empty() && batch_bytes_ + event.json.size() > kEventBytesMax;
  if (batch_closed_) return false;
  batch_bytes_ += event.json.size() + 1;
  batch_.push_back(std::move(event));
  return true;
}

Result<void> ShardLane::ReadPage() {
  const bool takes_all = position_.lanes == 1 && settings_->filters.empty();
  const auto room = static_cast<std::size_t>(settings_->mapping.batch_size) - batch_.size();
  return tail_.Read(takes_all ? std::min(room, kPageRecords) : kPageRecords, kPageBytes,
                    [this](ShardRecord stored) { return Add(std::move(stored)); });
}

ShardLane::Step ShardLane::Gather(SteadyClock::time_point now) {
  const bool was_empty = batch_.empty();
  bool more = true;
  for (int pages = 0; more && !BatchIsFull() && pages < kPagesAStep; ++pages) {
    const SequenceNumber before = tail_.next();
    if (const auto read = ReadPage(); !read) {
      database_.log().Write(LogLevel::kError, "a stream's records cannot be read and will be tried again",
                            {{"function", settings_->mapping.function_name}, {"reason", ReasonOf(read.error())}});
      return {false, now + kAfterStoreError};
    }
    more = tail_.has_more();
    // What was passed over is done with.
    if (batch_.empty() && tail_.next() != before && more) SavePosition(tail_.next());
  }
  if (was_empty && !batch_.empty()) {
    window_end_ = now + std::chrono::seconds(settings_->mapping.maximum_batching_window_seconds);
  }
  return AfterReading(now);
}

ShardLane::Step ShardLane::AfterReading(SteadyClock::time_point now) {
  const bool more = tail_.has_more();
  if (batch_.empty()) {
    if (tail_.at_end()) {
      done_ = true;
      SavePosition(tail_.next());
    }
    return more ? Step{false, now} : Step{};
  }
  if (!BatchIsFull() && !tail_.at_end() && now < window_end_) return {false, more ? now : window_end_};
  delivery_.emplace(settings_->rules, std::move(batch_));
  batch_.clear();
  batch_bytes_ = 0;
  batch_closed_ = false;
  retry_at_ = now;
  const Step step = Deliver(now);
  return delivery_ ? step : Step{false, now};
}

// ---- delivering

ShardLane::Step ShardLane::Deliver(SteadyClock::time_point now) {
  if (now < retry_at_) return {false, retry_at_};
  if (const auto discard = delivery_->DiscardExpired(database_.clock().Now())) Report(*discard);
  if (delivery_->finished()) {
    delivery_.reset();
    SavePosition(tail_.next());
    return {};
  }
  running_ = true;
  return {true, std::nullopt};
}

void ShardLane::OnOutcome(const InvocationOutcome& outcome, SteadyClock::time_point now) {
  running_ = false;
  std::optional<Discard> discard;
  switch (outcome.kind) {
    case InvocationOutcome::Kind::kSuccess:
      discard = delivery_->OnAnswer(outcome.answer);
      break;
    case InvocationOutcome::Kind::kFunctionError:
      discard = delivery_->OnFunctionError();
      break;
    case InvocationOutcome::Kind::kNotInvoked:
      delivery_->OnNotInvoked();
      break;
    case InvocationOutcome::Kind::kCancelled:
      return;
  }
  if (discard) Report(*discard);
  if (delivery_->finished()) {
    delivery_.reset();
    SavePosition(tail_.next());
    return;
  }
  if (*delivery_->position() > position_.next) SavePosition(*delivery_->position());
  retry_at_ = now + delivery_->pause();
}

void ShardLane::Report(const Discard& discard) {
  const EventSourceMapping& mapping = settings_->mapping;
  database_.log().Write(LogLevel::kWarning, "records were given up",
                        {{"function", mapping.function_name},
                         {"condition", std::string(NameOf(discard.reason))},
                         {"records", std::to_string(discard.records.size())},
                         {"first", ToWire(discard.records.front().number)}});
  if (mapping.on_failure_file.empty()) return;
  const std::string line =
      WriteDiscardReport(mapping, {shard().shard_id, place_.stream_arn}, discard, database_.clock().Now());
  if (const auto written = AppendLine(mapping.on_failure_file, line); !written) {
    database_.log().Write(LogLevel::kError, "the on-failure destination was not written",
                          {{"function", mapping.function_name}, {"reason", ReasonOf(written.error())}});
  }
}

void ShardLane::SavePosition(SequenceNumber next) {
  if (position_.next == next) return;
  position_.next = next;
  if (const auto saved = store_.PutPosition(settings_->mapping.uuid, position_); !saved) {
    // It goes on; a restart repeats what was done since.
    database_.log().Write(LogLevel::kError, "a function's position was not kept",
                          {{"function", settings_->mapping.function_name}, {"reason", ReasonOf(saved.error())}});
  }
}

}  // namespace tablerock
