// GetRecords: the next change records of a shard, as the stream's view type shows them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "changes/change_record.h"
#include "changes/record_members.h"
#include "changes/shard_reader.h"
#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct GetRecordsInput {
  std::string shard_iterator;
  std::optional<std::int64_t> limit;
};

// One record as consumers see it. Owns the bytes that the views lie in.
struct StreamRecord {
  ShardRecord stored;
  ChangeRecord change;         // images that the view type does not show are empty
  std::string event_id;        // 32 hex digits, the same each time it is read
  std::size_t size_bytes = 0;  // of keys and shown images
};
struct GetRecordsOutput {
  std::vector<StreamRecord> records;
  std::optional<std::string> next_shard_iterator;  // absent at the end of a closed shard
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
};

Result<GetRecordsOutput> GetRecords(Database& database, const RequestContext& context, const GetRecordsInput& input);

// `stored` as a stream of `view_type` shows it. Error: InternalServerError, the record is damaged.
Result<StreamRecord> ShowRecord(ShardRecord stored, std::uint32_t table_id, std::uint32_t shard_number,
                                StreamViewType view_type);

// The same for a writer of JSON: views of `record` and `region`.
StreamRecordMembers MembersOf(const StreamRecord& record, StreamViewType view_type, std::string_view region);

}  // namespace tablerock
