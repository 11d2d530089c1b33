#include "operations/get_shard_iterator.h"

#include <algorithm>

#include "changes/shard_iterator.h"
#include "changes/stream.h"
#include "operations/describe_stream.h"

namespace tablerock {
namespace {

ApiError Trimmed() {
  return {ErrorType::kTrimmedDataAccess,
          "The operation attempted to read past the oldest stream record in a shard: the requested sequence number is "
          "below the trim horizon"};
}

Result<SequenceNumber> PositionOf(Database& database, const GetShardIteratorInput& input, const Shard& shard) {
  const std::string& type = input.shard_iterator_type;
  const SequenceNumber horizon = StreamHorizon(database.clock().Now());
  if (type == "TRIM_HORIZON") return std::max(shard.first, horizon);
  // A write in flight may come on either side: it is not acknowledged yet.
  if (type == "LATEST") return database.sequences().Highest() + 1;
  if (!input.sequence_number) {
    return ApiError::Validation("SequenceNumber must be specified when ShardIteratorType is " + type);
  }
  const auto number = ParseWireSequenceNumber(*input.sequence_number);
  if (!number || *number < shard.first || (shard.last && *number > *shard.last)) {
    return ApiError::Validation("Invalid SequenceNumber: it does not belong to the shard " + shard.shard_id);
  }
  if (*number < horizon) return Trimmed();
  return type == "AFTER_SEQUENCE_NUMBER" ? *number + 1 : *number;
}

}  // namespace

Result<GetShardIteratorOutput> GetShardIterator(Database& database, const RequestContext& context,
                                                const GetShardIteratorInput& input) {
  TABLEROCK_ASSIGN(const Stream stream, FindStreamByArn(database, context, input.stream_arn));
  TABLEROCK_ASSIGN(const auto shards, ShardsOf(database, stream));
  const auto shard =
      std::find_if(shards.begin(), shards.end(), [&](const Shard& s) { return s.shard_id == input.shard_id; });
  if (shard == shards.end()) {
    return ApiError::ResourceNotFound("Requested resource not found: Shard does not exist");
  }
  ShardIterator iterator;
  TABLEROCK_ASSIGN(iterator.next, PositionOf(database, input, *shard));
  iterator.table_name = stream.table_name;
  iterator.stream_label = stream.label;
  iterator.shard_number = shard->number;
  iterator.exact = input.sequence_number.has_value() && input.shard_iterator_type.ends_with("SEQUENCE_NUMBER");
  iterator.issued_at = database.clock().Now();
  return GetShardIteratorOutput{ToToken(iterator)};
}

}  // namespace tablerock
