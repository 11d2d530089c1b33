// What the inputs of CreateTable and UpdateTable have in common. Strings of members that are enums in the service model
// are as the request gave them: the declared constraints were checked before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tablerock {

struct AttributeDefinitionInput {
  std::string attribute_name;
  std::string attribute_type;  // "S", "N" or "B"
};

struct KeySchemaElementInput {
  std::string attribute_name;
  std::string key_type;  // "HASH" or "RANGE"
};

struct ProjectionInput {
  std::optional<std::string> projection_type;
  std::optional<std::vector<std::string>> non_key_attributes;
};

struct ProvisionedThroughputInput {
  std::int64_t read_capacity_units = 0;
  std::int64_t write_capacity_units = 0;
};

struct OnDemandThroughputInput {
  std::optional<std::int64_t> max_read_request_units;
  std::optional<std::int64_t> max_write_request_units;
};

struct WarmThroughputInput {
  std::optional<std::int64_t> read_units_per_second;
  std::optional<std::int64_t> write_units_per_second;
};

struct LocalSecondaryIndexInput {
  std::string index_name;
  std::vector<KeySchemaElementInput> key_schema;
  ProjectionInput projection;
};

struct GlobalSecondaryIndexInput {
  std::string index_name;
  std::vector<KeySchemaElementInput> key_schema;
  ProjectionInput projection;
  std::optional<ProvisionedThroughputInput> provisioned_throughput;
  std::optional<OnDemandThroughputInput> on_demand_throughput;
  std::optional<WarmThroughputInput> warm_throughput;
};

struct StreamSpecificationInput {
  bool stream_enabled = false;
  std::optional<std::string> stream_view_type;
};

struct SseSpecificationInput {
  std::optional<bool> enabled;
  std::optional<std::string> sse_type;
  std::optional<std::string> kms_master_key_id;
};

struct TagInput {
  std::string key;
  std::string value;
};

}  // namespace tablerock
