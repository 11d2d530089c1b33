// CreateTable: adds a table, empty and usable at once. The answer says CREATING, as the service's does.
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

struct CreateTableInput {
  std::string table_name;  // a name, or an ARN that ends in one
  std::vector<AttributeDefinitionInput> attribute_definitions;
  std::vector<KeySchemaElementInput> key_schema;
  std::optional<std::vector<LocalSecondaryIndexInput>> local_secondary_indexes;
  std::optional<std::vector<GlobalSecondaryIndexInput>> global_secondary_indexes;
  std::optional<std::string> billing_mode;
  std::optional<ProvisionedThroughputInput> provisioned_throughput;
  std::optional<OnDemandThroughputInput> on_demand_throughput;
  std::optional<WarmThroughputInput> warm_throughput;
  std::optional<StreamSpecificationInput> stream_specification;
  std::optional<SseSpecificationInput> sse_specification;
  std::optional<std::string> table_class;
  std::optional<bool> deletion_protection_enabled;
  std::vector<TagInput> tags;
  std::optional<std::string> resource_policy;
};
struct CreateTableOutput {
  TableReport table_description;
};

Result<CreateTableOutput> CreateTable(Database& database, const RequestContext& context, const CreateTableInput& input);

}  // namespace tablerock
