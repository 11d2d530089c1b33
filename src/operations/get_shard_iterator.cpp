#include "operations/get_shard_iterator.h"

#include <algorithm>

#include "changes/shard_iterator.h"
#include "changes/stream.h"
#include "changes/stream_errors.h"
#include "operations/describe_stream.h"

namespace tablerock {
namespace {

bool NamesASequenceNumber(std::string_view type) {
  return type == "AT_SEQUENCE_NUMBER" || type == "AFTER_SEQUENCE_NUMBER";
}

Result<void> CheckParameters(const GetShardIteratorInput& input) {
  if (!NamesASequenceNumber(input.shard_iterator_type)) {
    if (!input.sequence_number) return {};
    return ApiError::InvalidParameterValues("SequenceNumber should not be passed for this iterator type");
  }
  if (!input.sequence_number || !ParseWireSequenceNumber(*input.sequence_number)) {
    return ApiError::InvalidParameterValues("Invalid SequenceNumber");
  }
  return {};
}

Result<SequenceNumber> PositionOf(Database& database, const GetShardIteratorInput& input, const Shard& shard) {
  const SequenceNumber horizon = StreamHorizon(database.clock().Now());
  if (input.shard_iterator_type == "TRIM_HORIZON") return std::max(shard.first, horizon);
  // A write in flight may come on either side: it is not acknowledged yet.
  if (input.shard_iterator_type == "LATEST") return database.sequences().Highest() + 1;
  const SequenceNumber number = *ParseWireSequenceNumber(*input.sequence_number);
  if (number < shard.first || (shard.last && number > *shard.last)) {
    return ApiError::Validation("Invalid SequenceNumber for the shard");
  }
  if (number < horizon) return TrimmedDataAccess();
  return input.shard_iterator_type == "AFTER_SEQUENCE_NUMBER" ? number + 1 : number;
}

}  // namespace

Result<GetShardIteratorOutput> GetShardIterator(Database& database, const RequestContext& context,
                                                const GetShardIteratorInput& input) {
  TABLEROCK_TRY(CheckParameters(input));
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
  iterator.exact = NamesASequenceNumber(input.shard_iterator_type);
  iterator.issued_at = database.clock().Now();
  return GetShardIteratorOutput{ToToken(iterator)};
}

}  // namespace tablerock
