// GetShardIterator: the place in a shard from which GetRecords begins.
#pragma once

#include <optional>
#include <string>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct GetShardIteratorInput {
  std::string stream_arn;
  std::string shard_id;
  std::string shard_iterator_type;  // TRIM_HORIZON, LATEST, AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER
  std::optional<std::string> sequence_number;
};
struct GetShardIteratorOutput {
  std::string shard_iterator;
};

Result<GetShardIteratorOutput> GetShardIterator(Database& database, const RequestContext& context,
                                                const GetShardIteratorInput& input);

}  // namespace tablerock
