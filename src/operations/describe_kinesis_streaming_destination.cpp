#include "operations/describe_kinesis_streaming_destination.h"

#include "operations/kinesis_destination.h"

namespace tablerock {

Result<DescribeKinesisStreamingDestinationOutput> DescribeKinesisStreamingDestination(
    Database& database, const RequestContext& context, const DescribeKinesisStreamingDestinationInput& input) {
  TABLEROCK_ASSIGN(const TableHandle table, FindDestinationTable(database, context, input.table_name));
  DescribeKinesisStreamingDestinationOutput output;
  output.table_name = table->description().name;
  output.destinations = table->description().kinesis_destinations;
  const UnixMillis now = database.clock().Now();
  for (KinesisDestination& destination : output.destinations) destination.status = destination.status_at(now);
  return output;
}

}  // namespace tablerock
