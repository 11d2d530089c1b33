#include "operations/enable_kinesis_streaming_destination.h"

#include <algorithm>

#include "changes/delivery_lifecycle.h"
#include "changes/stream_lifecycle.h"

namespace tablerock {
namespace {

bool IsKinesisStreamArn(std::string_view arn) {
  const std::size_t stream = arn.find(":stream/");
  return arn.starts_with("arn:") && arn.find(":kinesis:") != std::string_view::npos &&
         stream != std::string_view::npos && arn.find('/', stream + 8) == std::string_view::npos && !arn.ends_with('/');
}

Result<void> CheckNoneIsInUse(const TableDescription& table, UnixMillis now) {
  const auto& destinations = table.kinesis_destinations;
  const bool in_use = std::any_of(destinations.begin(), destinations.end(), [&](const KinesisDestination& d) {
    const DestinationStatus status = d.status_at(now);
    return status != DestinationStatus::kDisabled && status != DestinationStatus::kEnableFailed;
  });
  if (!in_use) return {};
  return DestinationStateError(
      "EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation.");
}

KinesisDestination& FindOrAdd(TableDescription& table, const std::string& stream_arn) {
  if (KinesisDestination* found = FindDestination(table, stream_arn)) return *found;
  KinesisDestination added;
  added.stream_arn = stream_arn;
  return *table.kinesis_destinations.insert(table.kinesis_destinations.begin(), std::move(added));
}

Result<void> Enable(Database& database, const RequestContext& context,
                    const EnableKinesisStreamingDestinationInput& input, TableDescription& table, WriteBatch& batch) {
  TABLEROCK_TRY(CheckNoneIsInUse(table, database.clock().Now()));
  KinesisDestination& destination = FindOrAdd(table, input.stream_arn);
  destination.precision = input.precision;
  destination.status_description.clear();
  BeginTransient(database, DestinationStatus::kEnabling, destination);
  if (IsKinesisStreamArn(input.stream_arn)) return BeginDelivery(database, context.region, destination, table, batch);
  destination.status = DestinationStatus::kEnableFailed;
  destination.status_description = "User does not have a permission to use kinesis stream";
  return {};
}

}  // namespace

Result<EnableKinesisStreamingDestinationOutput> EnableKinesisStreamingDestination(
    Database& database, const RequestContext& context, const EnableKinesisStreamingDestinationInput& input) {
  TABLEROCK_ASSIGN(const TableHandle found, FindDestinationTable(database, context, input.table_name));
  const std::string& name = found->description().name;
  if (database.options().kinesis_endpoint.empty()) {
    return ApiError::Validation(
        "There is no endpoint to send records to: start the server with --kinesis-endpoint URL, which names one that "
        "answers Kinesis' PutRecords");
  }
  const auto enable = [&](TableDescription& table, WriteBatch& batch) {
    return Enable(database, context, input, table, batch);
  };
  TABLEROCK_ASSIGN(const TableHandle table, database.catalog().Alter(context.namespace_name, name, enable));
  TABLEROCK_TRY(FinishClosing(database, table->description()));
  EnableKinesisStreamingDestinationOutput output;
  output.table_name = name;
  output.stream_arn = input.stream_arn;
  output.destination_status = DestinationStatus::kEnabling;
  output.precision = input.precision;
  return output;
}

}  // namespace tablerock
