// What the operations on Kinesis destinations share. A destination is ACTIVE and DISABLED at once, like a table, unless
// --delay-transient-statuses is given; but DISABLING lasts until what was written before is sent, or until it cannot
// be. Texts and states as the service gave them in October 2026.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "model/table_description.h"
#include "storage/database.h"

namespace tablerock {

struct KinesisDestinationOutput {
  std::string table_name;
  std::string stream_arn;
  DestinationStatus destination_status = DestinationStatus::kEnabling;
};

// Error: ResourceNotFoundException, also while the table is being created, as the service for a while.
Result<TableHandle> FindDestinationTable(Database& database, const RequestContext& context,
                                         std::string_view name_or_arn);

// "Table is not in a valid state to enable Kinesis Streaming Destination: " and why, whatever the operation.
ApiError DestinationStateError(std::string_view why);

// The table's destination of that ARN, or nullptr.
KinesisDestination* FindDestination(TableDescription& table, std::string_view stream_arn);

// Notes the status, from now on, where statuses are delayed; else forgets the one that was noted.
void BeginTransient(Database& database, DestinationStatus status, KinesisDestination& destination);

}  // namespace tablerock
