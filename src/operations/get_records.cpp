#include "operations/get_records.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "changes/shard_iterator.h"
#include "changes/stream.h"
#include "changes/stream_errors.h"
#include "core/limits.h"

namespace tablerock {
namespace {

std::uint64_t Mix(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
  return value ^ (value >> 31U);
}

std::string EventId(std::uint32_t table_id, std::uint32_t shard_number, SequenceNumber number) {
  const std::uint64_t place = (static_cast<std::uint64_t>(table_id) << 32U) | shard_number;
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%016llx%016llx", static_cast<unsigned long long>(Mix(place ^ Mix(number))),
                static_cast<unsigned long long>(Mix(number + Mix(place))));
  return text.data();
}

std::size_t SizeOf(ItemView item) { return item.empty() ? 0 : item.size_bytes(); }

Result<ShardIterator> CheckIterator(Database& database, const std::string& token) {
  const auto iterator = ParseToken(token);
  if (!iterator) return ApiError::Validation("Invalid ShardIterator");
  const UnixMillis now = database.clock().Now();
  if (iterator->issued_at + limits::kShardIteratorLifeMillis <= now) return ExpiredIterator();
  if (iterator->exact && iterator->next < StreamHorizon(now)) return TrimmedDataAccess();
  return *iterator;
}

}  // namespace

Result<StreamRecord> ShowRecord(ShardRecord stored, std::uint32_t table_id, std::uint32_t shard_number,
                                StreamViewType view_type) {
  StreamRecord record;
  record.stored = std::move(stored);
  const auto change = ReadRecordBytes(record.stored.bytes);
  if (!change) return ApiError::Internal("damaged change record " + std::to_string(record.stored.number));
  record.change = *change;
  const bool shows_new = view_type == StreamViewType::kNewImage || view_type == StreamViewType::kNewAndOldImages;
  const bool shows_old = view_type == StreamViewType::kOldImage || view_type == StreamViewType::kNewAndOldImages;
  if (!shows_new) record.change.new_image = {};
  if (!shows_old) record.change.old_image = {};
  record.event_id = EventId(table_id, shard_number, record.stored.number);
  record.size_bytes = SizeOf(record.change.keys) + SizeOf(record.change.old_image) + SizeOf(record.change.new_image);
  return record;
}

Result<GetRecordsOutput> GetRecords(Database& database, const RequestContext& context, const GetRecordsInput& input) {
  TABLEROCK_ASSIGN(ShardIterator iterator, CheckIterator(database, input.shard_iterator));
  TABLEROCK_ASSIGN(const auto stream,
                   FindStream(database, context.namespace_name, iterator.table_name, iterator.stream_label));
  if (!stream) return ApiError::ResourceNotFound("Requested resource not found: Stream not found");
  TABLEROCK_ASSIGN(const auto shard,
                   FindShard(database, context.namespace_name, stream->table_id, iterator.shard_number));
  GetRecordsOutput output;
  output.view_type = stream->view_type;
  // A shard that was there when the iterator was given out, and was closed and trimmed since: its end.
  if (!shard) return output;

  const UnixMillis now = database.clock().Now();
  const SequenceNumber from = std::max({iterator.next, shard->first, StreamHorizon(now)});
  const auto limit = std::min<std::size_t>(limits::kGetRecordsMax,
                                           static_cast<std::size_t>(input.limit.value_or(limits::kGetRecordsMax)));
  const SequenceNumber last = shard->last.value_or(UINT64_MAX);
  TABLEROCK_ASSIGN(ShardPage page, ReadShard(database, stream->table_id, shard->number, from, last, limit,
                                             limits::kGetRecordsBytesMax));
  output.records.reserve(page.records.size());
  for (ShardRecord& stored : page.records) {
    TABLEROCK_ASSIGN(StreamRecord record,
                     ShowRecord(std::move(stored), stream->table_id, shard->number, stream->view_type));
    output.records.push_back(std::move(record));
  }
  if (page.next <= last) {
    iterator.next = page.next;
    iterator.exact = page.has_more;
    iterator.issued_at = now;
    output.next_shard_iterator = ToToken(iterator);
  }
  return output;
}

StreamRecordMembers MembersOf(const StreamRecord& record, StreamViewType view_type, std::string_view region) {
  return {.change = record.change,
          .number = record.stored.number,
          .event_id = record.event_id,
          .size_bytes = record.size_bytes,
          .view_type = view_type,
          .region = region};
}

}  // namespace tablerock
