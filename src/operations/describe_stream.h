// DescribeStream: a stream's state, its table's keys and its shards.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "changes/stream.h"
#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct DescribeStreamInput {
  std::string stream_arn;
  std::optional<std::int64_t> limit;
  std::optional<std::string> exclusive_start_shard_id;
  // ShardFilter of type CHILD_SHARDS: the shards whose parent this is, nothing else.
  std::optional<std::string> children_of_shard_id;
};
struct DescribeStreamOutput {
  std::string stream_arn;
  Stream stream;
  std::vector<Shard> shards;  // one page, in the order of their opening
  std::optional<std::string> last_evaluated_shard_id;
};

Result<DescribeStreamOutput> DescribeStream(Database& database, const RequestContext& context,
                                            const DescribeStreamInput& input);

// The stream that `arn` names. Errors: ValidationException for what is no stream ARN, ResourceNotFoundException.
Result<Stream> FindStreamByArn(Database& database, const RequestContext& context, std::string_view arn);

}  // namespace tablerock
