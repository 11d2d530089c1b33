#include "operations/table_requests.h"

#include <fstream>
#include <optional>
#include <string>

namespace tablerock {
namespace {

using Json = nlohmann::json;

template <typename T>
void Read(const Json& from, const char* name, T& to) {
  if (from.contains(name)) to = from.at(name).get<T>();
}
template <typename T>
void Read(const Json& from, const char* name, std::optional<T>& to) {
  if (from.contains(name)) to = from.at(name).get<T>();
}

}  // namespace

void from_json(const Json& json, AttributeDefinitionInput& input) {
  Read(json, "AttributeName", input.attribute_name);
  Read(json, "AttributeType", input.attribute_type);
}
void from_json(const Json& json, KeySchemaElementInput& input) {
  Read(json, "AttributeName", input.attribute_name);
  Read(json, "KeyType", input.key_type);
}
void from_json(const Json& json, ProjectionInput& input) {
  Read(json, "ProjectionType", input.projection_type);
  Read(json, "NonKeyAttributes", input.non_key_attributes);
}
void from_json(const Json& json, ProvisionedThroughputInput& input) {
  Read(json, "ReadCapacityUnits", input.read_capacity_units);
  Read(json, "WriteCapacityUnits", input.write_capacity_units);
}
void from_json(const Json& json, OnDemandThroughputInput& input) {
  Read(json, "MaxReadRequestUnits", input.max_read_request_units);
  Read(json, "MaxWriteRequestUnits", input.max_write_request_units);
}
void from_json(const Json& json, WarmThroughputInput& input) {
  Read(json, "ReadUnitsPerSecond", input.read_units_per_second);
  Read(json, "WriteUnitsPerSecond", input.write_units_per_second);
}
void from_json(const Json& json, LocalSecondaryIndexInput& input) {
  Read(json, "IndexName", input.index_name);
  Read(json, "KeySchema", input.key_schema);
  Read(json, "Projection", input.projection);
}
void from_json(const Json& json, GlobalSecondaryIndexInput& input) {
  Read(json, "IndexName", input.index_name);
  Read(json, "KeySchema", input.key_schema);
  Read(json, "Projection", input.projection);
  Read(json, "ProvisionedThroughput", input.provisioned_throughput);
  Read(json, "OnDemandThroughput", input.on_demand_throughput);
  Read(json, "WarmThroughput", input.warm_throughput);
}
void from_json(const Json& json, UpdateGlobalIndexInput& input) {
  Read(json, "IndexName", input.index_name);
  Read(json, "ProvisionedThroughput", input.provisioned_throughput);
  Read(json, "OnDemandThroughput", input.on_demand_throughput);
  Read(json, "WarmThroughput", input.warm_throughput);
}
void from_json(const Json& json, DeleteGlobalIndexInput& input) { Read(json, "IndexName", input.index_name); }
void from_json(const Json& json, GlobalIndexUpdateInput& input) {
  Read(json, "Update", input.update);
  Read(json, "Create", input.create);
  Read(json, "Delete", input.remove);
}
void from_json(const Json& json, StreamSpecificationInput& input) {
  Read(json, "StreamEnabled", input.stream_enabled);
  Read(json, "StreamViewType", input.stream_view_type);
}
void from_json(const Json& json, SseSpecificationInput& input) {
  Read(json, "Enabled", input.enabled);
  Read(json, "SSEType", input.sse_type);
  Read(json, "KMSMasterKeyId", input.kms_master_key_id);
}
void from_json(const Json& json, TagInput& input) {
  Read(json, "Key", input.key);
  Read(json, "Value", input.value);
}

CreateTableInput CreateTableInputOf(const Json& request) {
  CreateTableInput input;
  Read(request, "TableName", input.table_name);
  Read(request, "AttributeDefinitions", input.attribute_definitions);
  Read(request, "KeySchema", input.key_schema);
  Read(request, "LocalSecondaryIndexes", input.local_secondary_indexes);
  Read(request, "GlobalSecondaryIndexes", input.global_secondary_indexes);
  Read(request, "BillingMode", input.billing_mode);
  Read(request, "ProvisionedThroughput", input.provisioned_throughput);
  Read(request, "OnDemandThroughput", input.on_demand_throughput);
  Read(request, "WarmThroughput", input.warm_throughput);
  Read(request, "StreamSpecification", input.stream_specification);
  Read(request, "SSESpecification", input.sse_specification);
  Read(request, "TableClass", input.table_class);
  Read(request, "DeletionProtectionEnabled", input.deletion_protection_enabled);
  Read(request, "Tags", input.tags);
  return input;
}

UpdateTableInput UpdateTableInputOf(const Json& request) {
  UpdateTableInput input;
  Read(request, "TableName", input.table_name);
  Read(request, "AttributeDefinitions", input.attribute_definitions);
  Read(request, "BillingMode", input.billing_mode);
  Read(request, "ProvisionedThroughput", input.provisioned_throughput);
  Read(request, "OnDemandThroughput", input.on_demand_throughput);
  Read(request, "WarmThroughput", input.warm_throughput);
  Read(request, "GlobalSecondaryIndexUpdates", input.global_secondary_index_updates);
  Read(request, "StreamSpecification", input.stream_specification);
  Read(request, "SSESpecification", input.sse_specification);
  Read(request, "TableClass", input.table_class);
  Read(request, "DeletionProtectionEnabled", input.deletion_protection_enabled);
  input.has_replica_updates = request.contains("ReplicaUpdates");
  return input;
}

std::vector<Json> CasesOf(std::string_view file) {
  std::ifstream stream(std::string(TABLEROCK_TEST_DATA) + "/" + std::string(file));
  return Json::parse(stream).get<std::vector<Json>>();
}

}  // namespace tablerock
