#include "operations/describe_kinesis_streaming_destination.h"

#include "operations/kinesis_destination.h"
#include "operations/transient_status.h"

namespace tablerock {

Result<DescribeKinesisStreamingDestinationOutput> DescribeKinesisStreamingDestination(
    Database& database, const RequestContext& context, const DescribeKinesisStreamingDestinationInput& input) {
  DescribeKinesisStreamingDestinationOutput output;
  TABLEROCK_ASSIGN(output.table_name, FindDestinationTable(database, context, input.table_name));
  const TableHandle table = FindShownTable(database, context, output.table_name);
  if (!table) return ApiError::TableNotFound(output.table_name);
  output.destinations = table->description().kinesis_destinations;
  const UnixMillis now = database.clock().Now();
  for (KinesisDestination& destination : output.destinations) destination.status = destination.status_at(now);
  return output;
}

}  // namespace tablerock
