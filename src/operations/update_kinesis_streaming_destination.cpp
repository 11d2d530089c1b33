#include "operations/update_kinesis_streaming_destination.h"

#include "changes/delivery_lifecycle.h"

namespace tablerock {
namespace {

Result<void> Update(Database& database, const UpdateKinesisStreamingDestinationInput& input, TableDescription& table,
                    WriteBatch& batch) {
  KinesisDestination* const destination = FindDestination(table, input.stream_arn);
  if (destination == nullptr) {
    return DestinationStateError("No streaming destination with streamArn: " + input.stream_arn +
                                 " found for table with tableName: " + table.name);
  }
  if (destination->status_at(database.clock().Now()) != DestinationStatus::kActive) {
    return DestinationStateError(
        "Kinesis streaming is not in ACTIVE state. Updates are only allowed in ACTIVE state. TableName: " + table.name +
        ", kdsArn: " + input.stream_arn);
  }
  if (destination->precision.value_or(TimestampPrecision::kMillisecond) == *input.precision) {
    std::string text = "Invalid Request: Precision is already set to the desired value of ";
    text += NameOf(*input.precision);
    return ApiError::Validation(text += " for tableId: " + table.table_uuid + ", kdsArn: " + input.stream_arn);
  }
  destination->precision = input.precision;
  BeginTransient(database, DestinationStatus::kUpdating, *destination);
  return SetPrecision(database, *input.precision, *destination, table, batch);
}

}  // namespace

Result<UpdateKinesisStreamingDestinationOutput> UpdateKinesisStreamingDestination(
    Database& database, const RequestContext& context, const UpdateKinesisStreamingDestinationInput& input) {
  TABLEROCK_ASSIGN(const TableHandle found, FindDestinationTable(database, context, input.table_name));
  const std::string& name = found->description().name;
  if (!input.precision) {
    return ApiError::Validation(
        "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be "
        "null or contain only null values");
  }
  const auto update = [&](TableDescription& table, WriteBatch& batch) { return Update(database, input, table, batch); };
  TABLEROCK_TRY(database.catalog().Alter(context.namespace_name, name, update));
  UpdateKinesisStreamingDestinationOutput output;
  output.table_name = name;
  output.stream_arn = input.stream_arn;
  output.destination_status = DestinationStatus::kUpdating;
  output.precision = *input.precision;
  return output;
}

}  // namespace tablerock
