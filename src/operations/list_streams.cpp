#include "operations/list_streams.h"

#include <algorithm>

#include "changes/stream.h"
#include "operations/table_lookup.h"

namespace tablerock {
namespace {

constexpr std::int64_t kPageMax = 100;  // the service model's limit of Limit, and the default

}  // namespace

Result<ListStreamsOutput> ListStreams(Database& database, const RequestContext& context,
                                      const ListStreamsInput& input) {
  const std::string_view table_name = input.table_name ? TableNameOf(*input.table_name) : std::string_view();
  TABLEROCK_ASSIGN(const auto streams, ListStreamsOf(database, context.namespace_name, table_name));
  const auto limit = static_cast<std::size_t>(std::clamp<std::int64_t>(input.limit.value_or(kPageMax), 1, kPageMax));
  bool started = !input.exclusive_start_stream_arn.has_value();
  const auto start =
      input.exclusive_start_stream_arn ? ParseStreamArn(*input.exclusive_start_stream_arn) : std::nullopt;
  if (!started && !start) return ApiError::Validation("Invalid ExclusiveStartStreamArn");
  ListStreamsOutput output;
  for (const Stream& stream : streams) {
    if (!started) {
      // Behind the start: streams stand in the order of table name and label.
      started = stream.table_name > start->table_name ||
                (stream.table_name == start->table_name && stream.label > start->label);
      if (!started) continue;
    }
    if (output.streams.size() == limit) {
      output.last_evaluated_stream_arn = output.streams.back().stream_arn;
      break;
    }
    output.streams.push_back({StreamArn(context, stream.table_name, stream.label), stream.table_name, stream.label});
  }
  return output;
}

}  // namespace tablerock
