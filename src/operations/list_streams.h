// ListStreams: the streams that can be read, of one table or of all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "storage/database.h"

namespace tablerock {

struct ListStreamsInput {
  std::optional<std::string> table_name;
  std::optional<std::int64_t> limit;
  std::optional<std::string> exclusive_start_stream_arn;
};
struct StreamSummary {
  std::string stream_arn;
  std::string table_name;
  std::string stream_label;
};
struct ListStreamsOutput {
  std::vector<StreamSummary> streams;
  std::optional<std::string> last_evaluated_stream_arn;
};

Result<ListStreamsOutput> ListStreams(Database& database, const RequestContext& context, const ListStreamsInput& input);

}  // namespace tablerock
