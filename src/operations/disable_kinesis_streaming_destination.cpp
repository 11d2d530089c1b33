#include "operations/disable_kinesis_streaming_destination.h"

#include <optional>

#include "changes/delivery_lifecycle.h"
#include "changes/stream_lifecycle.h"

namespace tablerock {
namespace {

Result<void> Disable(Database& database, const std::string& stream_arn, TableDescription& table, WriteBatch& batch) {
  KinesisDestination* const destination = FindDestination(table, stream_arn);
  const DestinationStatus status =
      destination == nullptr ? DestinationStatus::kDisabled : destination->status_at(database.clock().Now());
  if (status == DestinationStatus::kDisabling) return {};
  if (status != DestinationStatus::kActive) {
    return DestinationStateError("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
  }
  BeginTransient(database, DestinationStatus::kDisabling, *destination);
  return EndDelivery(database, *destination, table, batch);
}

// Where nothing sends, nothing is waited for.
Result<void> FinishAtOnce(Database& database, TableDescription table, const std::string& stream_arn) {
  const KinesisDestination* const destination = FindDestination(table, stream_arn);
  if (destination == nullptr || destination->status != DestinationStatus::kDisabling) return {};
  TABLEROCK_ASSIGN(const auto delivery,
                   FindDelivery(database, table.namespace_name, table.id, destination->first_shard));
  return delivery ? FinishDelivery(database, *delivery) : Result<void>();
}

}  // namespace

Result<DisableKinesisStreamingDestinationOutput> DisableKinesisStreamingDestination(
    Database& database, const RequestContext& context, const DisableKinesisStreamingDestinationInput& input) {
  if (input.has_configuration) {
    return ApiError::Validation("Stream cannot be disabled using EnableKinesisStreamingConfiguration parameters");
  }
  TABLEROCK_ASSIGN(const TableHandle found, FindDestinationTable(database, context, input.table_name));
  const std::string& name = found->description().name;
  const auto disable = [&](TableDescription& table, WriteBatch& batch) {
    return Disable(database, input.stream_arn, table, batch);
  };
  TABLEROCK_ASSIGN(const TableHandle table, database.catalog().Alter(context.namespace_name, name, disable));
  TABLEROCK_TRY(FinishClosing(database, table->description()));
  if (database.options().kinesis_endpoint.empty()) {
    TABLEROCK_TRY(FinishAtOnce(database, table->description(), input.stream_arn));
  }
  DisableKinesisStreamingDestinationOutput output;
  output.table_name = name;
  output.stream_arn = input.stream_arn;
  output.destination_status = DestinationStatus::kDisabling;
  return output;
}

}  // namespace tablerock
