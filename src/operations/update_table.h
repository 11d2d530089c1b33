// UpdateTable: changes a table's billing, throughput, stream, class, protection or one of its global secondary indexes.
// The answer says UPDATING; all but an index change is done by then. An index is filled or emptied by a job behind it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/request_context.h"
#include "core/result.h"
#include "operations/table_inputs.h"
#include "operations/table_report.h"
#include "storage/database.h"

namespace tablerock {

struct UpdateGlobalIndexInput {
  std::string index_name;
  std::optional<ProvisionedThroughputInput> provisioned_throughput;
  std::optional<OnDemandThroughputInput> on_demand_throughput;
  std::optional<WarmThroughputInput> warm_throughput;
};
struct DeleteGlobalIndexInput {
  std::string index_name;
};
// One of the three, says the service.
struct GlobalIndexUpdateInput {
  std::optional<UpdateGlobalIndexInput> update;
  std::optional<GlobalSecondaryIndexInput> create;
  std::optional<DeleteGlobalIndexInput> remove;  // Delete
};

struct UpdateTableInput {
  std::string table_name;
  std::vector<AttributeDefinitionInput> attribute_definitions;  // of the attributes that a new index names
  std::optional<std::string> billing_mode;
  std::optional<ProvisionedThroughputInput> provisioned_throughput;
  std::optional<OnDemandThroughputInput> on_demand_throughput;
  std::optional<WarmThroughputInput> warm_throughput;
  std::optional<std::vector<GlobalIndexUpdateInput>> global_secondary_index_updates;
  std::optional<StreamSpecificationInput> stream_specification;
  std::optional<SseSpecificationInput> sse_specification;
  std::optional<std::string> table_class;
  std::optional<bool> deletion_protection_enabled;
  bool has_replica_updates = false;  // ReplicaUpdates and the other members of global tables: refused
};
struct UpdateTableOutput {
  TableReport table_description;
};

// REQUIRES: the caller holds no WriteTicket.
Result<UpdateTableOutput> UpdateTable(Database& database, const RequestContext& context, const UpdateTableInput& input);

}  // namespace tablerock
