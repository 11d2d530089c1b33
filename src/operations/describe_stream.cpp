#include "operations/describe_stream.h"

#include <algorithm>

namespace tablerock {
namespace {

constexpr std::int64_t kPageMax = 100;  // the service model's limit of Limit, and the default

}  // namespace

Result<Stream> FindStreamByArn(Database& database, const RequestContext& context, std::string_view arn) {
  const auto parts = ParseStreamArn(arn);
  if (!parts) return ApiError::Validation("Invalid StreamArn");
  TABLEROCK_ASSIGN(auto stream, FindStream(database, context.namespace_name, parts->table_name, parts->label));
  if (!stream) {
    return ApiError::ResourceNotFound("Requested resource not found: Stream: " + std::string(arn) + " not found");
  }
  return std::move(*stream);
}

Result<DescribeStreamOutput> DescribeStream(Database& database, const RequestContext& context,
                                            const DescribeStreamInput& input) {
  TABLEROCK_ASSIGN(Stream stream, FindStreamByArn(database, context, input.stream_arn));
  TABLEROCK_ASSIGN(std::vector<Shard> shards, ShardsOf(database, stream));
  if (input.children_of_shard_id) {
    std::erase_if(shards, [&](const Shard& shard) { return shard.parent_shard_id != *input.children_of_shard_id; });
  }
  if (input.exclusive_start_shard_id) {
    // By order, not by name: the shard at which the last page ended may have been trimmed since.
    std::erase_if(shards, [&](const Shard& shard) { return shard.shard_id <= *input.exclusive_start_shard_id; });
  }
  DescribeStreamOutput output;
  output.stream_arn = StreamArn(context, stream.table_name, stream.label);
  const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(input.limit.value_or(kPageMax), 1, kPageMax));
  if (shards.size() > limit) {
    shards.resize(limit);
    output.last_evaluated_shard_id = shards.back().shard_id;
  }
  output.stream = std::move(stream);
  output.shards = std::move(shards);
  return output;
}

}  // namespace tablerock
