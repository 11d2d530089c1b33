#include "wire/inputs/table_inputs.h"

#include "wire/inputs/member_binding.h"

namespace tablerock {
namespace {

std::vector<AttributeDefinitionInput> BindAttributeDefinitions(const InputValue& value) {
  std::vector<AttributeDefinitionInput> definitions;
  if (!value) return definitions;
  for (const InputValue& element : value.elements()) {
    const InputStructure& definition = element.structure();
    definitions.push_back({BindText(definition["AttributeName"]), BindText(definition["AttributeType"])});
  }
  return definitions;
}

std::vector<KeySchemaElementInput> BindKeySchema(const InputValue& value) {
  std::vector<KeySchemaElementInput> schema;
  if (!value) return schema;
  for (const InputValue& element : value.elements()) {
    const InputStructure& attribute = element.structure();
    schema.push_back({BindText(attribute["AttributeName"]), BindText(attribute["KeyType"])});
  }
  return schema;
}

ProjectionInput BindProjection(const InputValue& value) {
  ProjectionInput projection;
  if (!value) return projection;
  projection.projection_type = BindOptionalText(value.structure()["ProjectionType"]);
  const InputValue& names = value.structure()["NonKeyAttributes"];
  if (names) projection.non_key_attributes = BindTexts(names);
  return projection;
}

std::optional<ProvisionedThroughputInput> BindProvisioned(const InputValue& value) {
  if (!value) return std::nullopt;
  return ProvisionedThroughputInput{value.structure()["ReadCapacityUnits"].integer(),
                                    value.structure()["WriteCapacityUnits"].integer()};
}

std::optional<OnDemandThroughputInput> BindOnDemand(const InputValue& value) {
  if (!value) return std::nullopt;
  return OnDemandThroughputInput{BindOptionalInteger(value.structure()["MaxReadRequestUnits"]),
                                 BindOptionalInteger(value.structure()["MaxWriteRequestUnits"])};
}

std::optional<WarmThroughputInput> BindWarm(const InputValue& value) {
  if (!value) return std::nullopt;
  return WarmThroughputInput{BindOptionalInteger(value.structure()["ReadUnitsPerSecond"]),
                             BindOptionalInteger(value.structure()["WriteUnitsPerSecond"])};
}

GlobalSecondaryIndexInput BindGlobalIndex(const InputStructure& index) {
  GlobalSecondaryIndexInput input;
  input.index_name = BindText(index["IndexName"]);
  input.key_schema = BindKeySchema(index["KeySchema"]);
  input.projection = BindProjection(index["Projection"]);
  input.provisioned_throughput = BindProvisioned(index["ProvisionedThroughput"]);
  input.on_demand_throughput = BindOnDemand(index["OnDemandThroughput"]);
  input.warm_throughput = BindWarm(index["WarmThroughput"]);
  return input;
}

std::optional<std::vector<GlobalSecondaryIndexInput>> BindGlobalIndexes(const InputValue& value) {
  if (!value) return std::nullopt;
  std::vector<GlobalSecondaryIndexInput> indexes;
  for (const InputValue& element : value.elements()) indexes.push_back(BindGlobalIndex(element.structure()));
  return indexes;
}

std::optional<std::vector<LocalSecondaryIndexInput>> BindLocalIndexes(const InputValue& value) {
  if (!value) return std::nullopt;
  std::vector<LocalSecondaryIndexInput> indexes;
  for (const InputValue& element : value.elements()) {
    const InputStructure& index = element.structure();
    indexes.push_back(
        {BindText(index["IndexName"]), BindKeySchema(index["KeySchema"]), BindProjection(index["Projection"])});
  }
  return indexes;
}

GlobalIndexUpdateInput BindGlobalIndexUpdate(const InputStructure& update) {
  GlobalIndexUpdateInput input;
  if (const InputValue& change = update["Update"]) {
    const InputStructure& index = change.structure();
    input.update = UpdateGlobalIndexInput{BindText(index["IndexName"]), BindProvisioned(index["ProvisionedThroughput"]),
                                          BindOnDemand(index["OnDemandThroughput"]), BindWarm(index["WarmThroughput"])};
  }
  if (const InputValue& create = update["Create"]) input.create = BindGlobalIndex(create.structure());
  if (const InputValue& remove = update["Delete"]) {
    input.remove = DeleteGlobalIndexInput{BindText(remove.structure()["IndexName"])};
  }
  return input;
}

std::optional<StreamSpecificationInput> BindStream(const InputValue& value) {
  if (!value) return std::nullopt;
  return StreamSpecificationInput{BindFlag(value.structure()["StreamEnabled"]),
                                  BindOptionalText(value.structure()["StreamViewType"])};
}

std::optional<SseSpecificationInput> BindEncryption(const InputValue& value) {
  if (!value) return std::nullopt;
  const InputStructure& encryption = value.structure();
  return SseSpecificationInput{BindOptionalFlag(encryption["Enabled"]), BindOptionalText(encryption["SSEType"]),
                               BindOptionalText(encryption["KMSMasterKeyId"])};
}

std::vector<TagInput> BindTags(const InputValue& value) {
  std::vector<TagInput> tags;
  if (!value) return tags;
  for (const InputValue& element : value.elements()) {
    tags.push_back({BindText(element.structure()["Key"]), BindText(element.structure()["Value"])});
  }
  return tags;
}

}  // namespace

CreateTableInput BindCreateTable(const InputStructure& request) {
  CreateTableInput input;
  input.table_name = BindText(request["TableName"]);
  input.attribute_definitions = BindAttributeDefinitions(request["AttributeDefinitions"]);
  input.key_schema = BindKeySchema(request["KeySchema"]);
  input.local_secondary_indexes = BindLocalIndexes(request["LocalSecondaryIndexes"]);
  input.global_secondary_indexes = BindGlobalIndexes(request["GlobalSecondaryIndexes"]);
  input.billing_mode = BindOptionalText(request["BillingMode"]);
  input.provisioned_throughput = BindProvisioned(request["ProvisionedThroughput"]);
  input.on_demand_throughput = BindOnDemand(request["OnDemandThroughput"]);
  input.warm_throughput = BindWarm(request["WarmThroughput"]);
  input.stream_specification = BindStream(request["StreamSpecification"]);
  input.sse_specification = BindEncryption(request["SSESpecification"]);
  input.table_class = BindOptionalText(request["TableClass"]);
  input.deletion_protection_enabled = BindOptionalFlag(request["DeletionProtectionEnabled"]);
  input.tags = BindTags(request["Tags"]);
  input.resource_policy = BindOptionalText(request["ResourcePolicy"]);
  return input;
}

UpdateTableInput BindUpdateTable(const InputStructure& request) {
  UpdateTableInput input;
  input.table_name = BindText(request["TableName"]);
  input.attribute_definitions = BindAttributeDefinitions(request["AttributeDefinitions"]);
  input.billing_mode = BindOptionalText(request["BillingMode"]);
  input.provisioned_throughput = BindProvisioned(request["ProvisionedThroughput"]);
  input.on_demand_throughput = BindOnDemand(request["OnDemandThroughput"]);
  input.warm_throughput = BindWarm(request["WarmThroughput"]);
  if (const InputValue& updates = request["GlobalSecondaryIndexUpdates"]) {
    input.global_secondary_index_updates.emplace();
    for (const InputValue& element : updates.elements()) {
      input.global_secondary_index_updates->push_back(BindGlobalIndexUpdate(element.structure()));
    }
  }
  input.stream_specification = BindStream(request["StreamSpecification"]);
  input.sse_specification = BindEncryption(request["SSESpecification"]);
  input.table_class = BindOptionalText(request["TableClass"]);
  input.deletion_protection_enabled = BindOptionalFlag(request["DeletionProtectionEnabled"]);
  input.has_replica_updates =
      request["ReplicaUpdates"] || request["MultiRegionConsistency"] || request["GlobalTableWitnessUpdates"];
  return input;
}

DeleteTableInput BindDeleteTable(const InputStructure& request) { return {BindText(request["TableName"])}; }

DescribeTableInput BindDescribeTable(const InputStructure& request) { return {BindText(request["TableName"])}; }

UpdateTimeToLiveInput BindUpdateTimeToLive(const InputStructure& request) {
  const InputStructure& specification = request["TimeToLiveSpecification"].structure();
  return {BindText(request["TableName"]), BindFlag(specification["Enabled"]), BindText(specification["AttributeName"])};
}

DescribeTimeToLiveInput BindDescribeTimeToLive(const InputStructure& request) {
  return {BindText(request["TableName"])};
}

ListTablesInput BindListTables(const InputStructure& request) {
  return {BindOptionalText(request["ExclusiveStartTableName"]), BindOptionalInteger(request["Limit"])};
}

TagResourceInput BindTagResource(const InputStructure& request) {
  return {BindText(request["ResourceArn"]), BindTags(request["Tags"])};
}

UntagResourceInput BindUntagResource(const InputStructure& request) {
  return {BindText(request["ResourceArn"]), BindTexts(request["TagKeys"])};
}

ListTagsOfResourceInput BindListTagsOfResource(const InputStructure& request) {
  return {BindText(request["ResourceArn"]), BindOptionalText(request["NextToken"])};
}

}  // namespace tablerock
