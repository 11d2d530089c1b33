// Streams and shards as the catalog keeps them: a stream is the range of the change log between its switching on and
// off, and stays readable for 24 h after that, also when its table is gone. Catalog kinds `stream` and `shard`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.h"
#include "core/request_context.h"
#include "core/result.h"
#include "model/key_schema.h"
#include "model/table_description.h"
#include "storage/catalog.h"
#include "storage/database.h"
#include "storage/sequence_latch.h"

namespace tablerock {

struct Stream {
  std::string namespace_name;
  std::string table_name;
  std::string label;
  std::uint32_t table_id = 0;
  StreamViewType view_type = StreamViewType::kNewAndOldImages;
  KeySchema key_schema;
  UnixMillis creation_time = 0;
  std::optional<UnixMillis> disabled_at;  // absent: switched on
};

struct Shard {
  std::string namespace_name;
  std::uint32_t table_id = 0;
  std::uint32_t number = 0;
  std::string shard_id;
  std::string parent_shard_id;         // empty: none
  std::string stream_label;            // of the stream that it was opened for; empty: of a log that no stream shows
  SequenceNumber first = 0;            // no record is below it
  std::optional<SequenceNumber> last;  // absent: open, or closing. The last record's; `first` if there is none.
  std::uint64_t hash_begin = 0;
  std::uint64_t hash_last = UINT64_MAX;
};

void PutStream(WriteBatch& batch, const Stream& stream);
void PutShard(WriteBatch& batch, const Shard& shard);
void DeleteStream(WriteBatch& batch, const Stream& stream);
void DeleteShard(WriteBatch& batch, const Shard& shard);
// What the names of the entries of a table's shards begin with.
std::string ShardEntryPrefix(std::uint32_t table_id);

// Readable streams only: those switched off more than 24 h ago are left out. In order of table name and label. An empty
// `table_name`: of all tables.
Result<std::vector<Stream>> ListStreamsOf(Database& database, std::string_view namespace_name,
                                          std::string_view table_name = {});
Result<std::optional<Stream>> FindStream(Database& database, std::string_view namespace_name,
                                         std::string_view table_name, std::string_view label);
// The shards of a stream in the order of their opening, which is that of their ids. Those all of whose records are past
// their 24 hours are left out.
Result<std::vector<Shard>> ShardsOf(Database& database, const Stream& stream);
// Those of a table's log that are wanted, in the order of their numbers, but for those past their 24 hours.
Result<std::vector<Shard>> ShardsOfTable(Database& database, std::string_view namespace_name, std::uint32_t table_id,
                                         const std::function<bool(const Shard& shard)>& is_wanted);
// Also one that ShardsOf leaves out; nothing once it is deleted.
Result<std::optional<Shard>> FindShard(Database& database, std::string_view namespace_name, std::uint32_t table_id,
                                       std::uint32_t number);
// Writes may add to it. A shard that is not open and has no last number yet is closing; change_signal() is rung when it
// has one.
bool IsOpen(Database& database, const Shard& shard);

// "arn:aws:dynamodb:REGION:ACCOUNT:table/NAME/stream/LABEL" as the request's signature places it.
std::string StreamArn(const RequestContext& context, std::string_view table_name, std::string_view label);
// The table's name and the label within a stream ARN; nothing if it is none. Region and account do not matter (shared
// namespaces).
struct StreamArnParts {
  std::string_view table_name;
  std::string_view label;
};
std::optional<StreamArnParts> ParseStreamArn(std::string_view arn);

// On the wire a sequence number has 21 digits: a leading 1 and zeros, so that SDKs' length checks hold.
std::string ToWire(SequenceNumber number);
std::optional<SequenceNumber> ParseWireSequenceNumber(std::string_view text);

// The lowest sequence number that a stream still shows now: records are kept for 24 h.
SequenceNumber StreamHorizon(UnixMillis now);

}  // namespace tablerock
