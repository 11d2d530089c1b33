#include "operations/kinesis_destination.h"

#include <algorithm>

#include "operations/table_lookup.h"

namespace tablerock {

Result<TableHandle> FindDestinationTable(Database& database, const RequestContext& context,
                                         std::string_view name_or_arn) {
  TABLEROCK_ASSIGN(TableHandle table, FindShownTable(database, context, name_or_arn));
  const TableDescription& description = table->description();
  if (description.status_at(database.clock().Now()) == TableStatus::kCreating) {
    return ApiError::TableNotFound(description.name);
  }
  return table;
}

ApiError DestinationStateError(std::string_view why) {
  std::string text = "Table is not in a valid state to enable Kinesis Streaming Destination: ";
  text += why;
  return ApiError::Validation(std::move(text));
}

KinesisDestination* FindDestination(TableDescription& table, std::string_view stream_arn) {
  const auto found = std::find_if(table.kinesis_destinations.begin(), table.kinesis_destinations.end(),
                                  [&](const KinesisDestination& d) { return d.stream_arn == stream_arn; });
  return found == table.kinesis_destinations.end() ? nullptr : &*found;
}

void BeginTransient(Database& database, DestinationStatus status, KinesisDestination& destination) {
  destination.transient.reset();
  const std::int64_t millis = database.options().transient_status_millis;
  if (millis > 0) destination.transient = {status, database.clock().Now() + millis};
}

}  // namespace tablerock
