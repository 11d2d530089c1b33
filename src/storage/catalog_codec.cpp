#include "storage/catalog_codec.h"

#include <exception>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

// The writers bind every member of a structure, so that one that is added fails to compile here until it is written.
namespace tablerock {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

// ---- one member at a time

template <typename T, typename ToJson>
Json ListOf(const std::vector<T>& elements, ToJson to_json) {
  Json json = Json::array();
  for (const T& element : elements) json.push_back(to_json(element));
  return json;
}

template <typename FromJson>
auto ReadList(const Json& object, const char* name, FromJson from_json) {
  std::vector<decltype(from_json(object))> elements;
  if (!object.contains(name)) return elements;
  for (const Json& element : object.at(name)) elements.push_back(from_json(element));
  return elements;
}

template <typename T>
void PutIfThere(Json& object, const char* name, const std::optional<T>& value) {
  if (value) object[name] = *value;
}

// Leaves `out` as it is where there is no such member.
template <typename T>
void Read(const Json& object, const char* name, T& out) {
  if (object.contains(name)) out = object.at(name).template get<T>();
}

template <typename T>
void Read(const Json& object, const char* name, std::optional<T>& out) {
  if (object.contains(name)) out = object.at(name).template get<T>();
}

// An enumeration by the service's word for it.
template <typename Parse>
auto ReadName(const Json& object, const char* name, Parse parse) {
  const auto value = parse(object.at(name).template get_ref<const std::string&>());
  if (!value) throw std::invalid_argument(std::string("unknown ") + name);
  return *value;
}

template <typename T, typename FromJson>
void ReadIfThere(const Json& object, const char* name, std::optional<T>& out, FromJson from_json) {
  if (object.contains(name)) out = from_json(object.at(name));
}

// ---- the parts of a description

Json JsonOf(const KeyAttribute& attribute) {
  const auto& [name, type] = attribute;
  return {{"name", name}, {"type", NameOf(type)}};
}

KeyAttribute KeyAttributeOf(const Json& json) {
  const auto parse = [](std::string_view name) -> std::optional<AttributeType> {
    for (const auto type : {AttributeType::kString, AttributeType::kNumber, AttributeType::kBinary}) {
      if (NameOf(type) == name) return type;
    }
    return std::nullopt;
  };
  return {json.at("name").get<std::string>(), ReadName(json, "type", parse)};
}

Json JsonOf(const std::vector<KeyAttribute>& attributes) {
  return ListOf(attributes, [](const KeyAttribute& attribute) { return JsonOf(attribute); });
}

Json JsonOf(const KeySchema& schema) {
  const auto& [partition_key, sort_key] = schema;
  return {{"partition_key", JsonOf(partition_key)}, {"sort_key", JsonOf(sort_key)}};
}

KeySchema KeySchemaOf(const Json& json) {
  return {ReadList(json, "partition_key", KeyAttributeOf), ReadList(json, "sort_key", KeyAttributeOf)};
}

Json JsonOf(const Projection& projection) {
  const auto& [type, non_key_attributes] = projection;
  return {{"type", NameOf(type)}, {"non_key_attributes", non_key_attributes}};
}

Projection ProjectionOf(const Json& json) {
  Projection projection{ReadName(json, "type", ParseProjectionType), {}};
  Read(json, "non_key_attributes", projection.non_key_attributes);
  return projection;
}

Json JsonOf(const ProvisionedThroughput& throughput) {
  const auto& [read_units, write_units, last_increase, last_decrease, decreases_today] = throughput;
  Json json{{"read_capacity_units", read_units},
            {"write_capacity_units", write_units},
            {"number_of_decreases_today", decreases_today}};
  PutIfThere(json, "last_increase", last_increase);
  PutIfThere(json, "last_decrease", last_decrease);
  return json;
}

ProvisionedThroughput ProvisionedThroughputOf(const Json& json) {
  ProvisionedThroughput throughput;
  Read(json, "read_capacity_units", throughput.read_capacity_units);
  Read(json, "write_capacity_units", throughput.write_capacity_units);
  Read(json, "number_of_decreases_today", throughput.number_of_decreases_today);
  Read(json, "last_increase", throughput.last_increase);
  Read(json, "last_decrease", throughput.last_decrease);
  return throughput;
}

Json JsonOf(const OnDemandThroughput& throughput) {
  const auto& [read_units, write_units] = throughput;
  return {{"max_read_request_units", read_units}, {"max_write_request_units", write_units}};
}

OnDemandThroughput OnDemandThroughputOf(const Json& json) {
  OnDemandThroughput throughput;
  Read(json, "max_read_request_units", throughput.max_read_request_units);
  Read(json, "max_write_request_units", throughput.max_write_request_units);
  return throughput;
}

Json JsonOf(const WarmThroughput& throughput) {
  const auto& [read_units, write_units] = throughput;
  return {{"read_units_per_second", read_units}, {"write_units_per_second", write_units}};
}

WarmThroughput WarmThroughputOf(const Json& json) {
  WarmThroughput throughput;
  Read(json, "read_units_per_second", throughput.read_units_per_second);
  Read(json, "write_units_per_second", throughput.write_units_per_second);
  return throughput;
}

template <typename TransientStatus>
Json JsonOfTransient(const TransientStatus& transient) {
  const auto& [status, until] = transient;
  return {{"status", NameOf(status)}, {"until", until}};
}

Json JsonOf(const SecondaryIndex& index) {
  const auto& [index_id, name, kind, key_schema, projection, status, backfilling, provisioned, on_demand, warm,
               transient] = index;
  Json json{{"index_id", index_id},
            {"name", name},
            {"kind", kind == IndexKind::kLocal ? "local" : "global"},
            {"key_schema", JsonOf(key_schema)},
            {"projection", JsonOf(projection)},
            {"status", NameOf(status)},
            {"backfilling", backfilling},
            {"provisioned_throughput", JsonOf(provisioned)}};
  if (on_demand) json["on_demand_throughput"] = JsonOf(*on_demand);
  if (warm) json["warm_throughput"] = JsonOf(*warm);
  if (transient) json["transient"] = JsonOfTransient(*transient);
  return json;
}

SecondaryIndex SecondaryIndexOf(const Json& json) {
  SecondaryIndex index;
  index.index_id = json.at("index_id").get<std::uint32_t>();
  index.name = json.at("name").get<std::string>();
  index.kind = json.at("kind").get_ref<const std::string&>() == "local" ? IndexKind::kLocal : IndexKind::kGlobal;
  index.key_schema = KeySchemaOf(json.at("key_schema"));
  index.projection = ProjectionOf(json.at("projection"));
  index.status = ReadName(json, "status", ParseIndexStatus);
  Read(json, "backfilling", index.backfilling);
  index.provisioned_throughput = ProvisionedThroughputOf(json.at("provisioned_throughput"));
  ReadIfThere(json, "on_demand_throughput", index.on_demand_throughput, OnDemandThroughputOf);
  ReadIfThere(json, "warm_throughput", index.warm_throughput, WarmThroughputOf);
  ReadIfThere(json, "transient", index.transient, [](const Json& transient) {
    return TransientIndexStatus{ReadName(transient, "status", ParseIndexStatus),
                                transient.at("until").get<UnixMillis>()};
  });
  return index;
}

Json JsonOf(const std::vector<SecondaryIndex>& indexes) {
  return ListOf(indexes, [](const SecondaryIndex& index) { return JsonOf(index); });
}

Json JsonOf(const StreamSpecification& stream) {
  const auto& [view_type, label] = stream;
  return {{"view_type", NameOf(view_type)}, {"label", label}};
}

StreamSpecification StreamSpecificationOf(const Json& json) {
  return {ReadName(json, "view_type", ParseStreamViewType), json.at("label").get<std::string>()};
}

Json JsonOf(const OpenShard& shard) {
  const auto& [number, shard_id, hash_begin, hash_last] = shard;
  return {{"number", number}, {"shard_id", shard_id}, {"hash_begin", hash_begin}, {"hash_last", hash_last}};
}

OpenShard OpenShardOf(const Json& json) {
  return {json.at("number").get<std::uint32_t>(), json.at("shard_id").get<std::string>(),
          json.at("hash_begin").get<std::uint64_t>(), json.at("hash_last").get<std::uint64_t>()};
}

Json JsonOf(const KinesisDestination& destination) {
  const auto& [stream_arn, status, transient, status_description, precision, first_shard] = destination;
  Json json{{"stream_arn", stream_arn}, {"status", NameOf(status)}, {"first_shard", first_shard}};
  if (transient) json["transient"] = JsonOfTransient(*transient);
  if (!status_description.empty()) json["status_description"] = status_description;
  if (precision) json["precision"] = NameOf(*precision);
  return json;
}

KinesisDestination KinesisDestinationOf(const Json& json) {
  KinesisDestination destination;
  destination.stream_arn = json.at("stream_arn").get<std::string>();
  destination.status = ReadName(json, "status", ParseDestinationStatus);
  destination.first_shard = json.at("first_shard").get<std::uint32_t>();
  Read(json, "status_description", destination.status_description);
  if (json.contains("precision")) destination.precision = ReadName(json, "precision", ParseTimestampPrecision);
  ReadIfThere(json, "transient", destination.transient, [](const Json& transient) {
    return TransientDestinationStatus{ReadName(transient, "status", ParseDestinationStatus),
                                      transient.at("until").get<UnixMillis>()};
  });
  return destination;
}

Json JsonOf(const TimeToLiveSpecification& time_to_live) {
  const auto& [attribute_name, entries_id] = time_to_live;
  return {{"attribute_name", attribute_name}, {"entries_id", entries_id}};
}

TimeToLiveSpecification TimeToLiveOf(const Json& json) {
  return {json.at("attribute_name").get<std::string>(), json.value("entries_id", std::uint32_t{0})};
}

// ---- the whole

Json JsonOf(const TableDescription& description) {
  const auto& [id, table_uuid, namespace_name, name, creation_time, status, transient, key_schema,
               attribute_definitions, billing_mode, last_update_to_pay_per_request, provisioned_throughput,
               on_demand_throughput, warm_throughput, local_indexes, global_indexes, stream, latest_stream_label,
               open_shards, next_shard_number, kinesis_destinations, table_class, table_class_last_update,
               deletion_protection, kms_key_arn, time_to_live, tags, resource_policy, next_index_id] = description;
  Json json{{"version", kVersion},
            {"id", id},
            {"table_uuid", table_uuid},
            {"namespace", namespace_name},
            {"name", name},
            {"creation_time", creation_time},
            {"status", NameOf(status)},
            {"key_schema", JsonOf(key_schema)},
            {"attribute_definitions", JsonOf(attribute_definitions)},
            {"billing_mode", NameOf(billing_mode)},
            {"provisioned_throughput", JsonOf(provisioned_throughput)},
            {"local_indexes", JsonOf(local_indexes)},
            {"global_indexes", JsonOf(global_indexes)},
            {"latest_stream_label", latest_stream_label},
            {"open_shards", ListOf(open_shards, [](const OpenShard& shard) { return JsonOf(shard); })},
            {"next_shard_number", next_shard_number},
            {"deletion_protection", deletion_protection},
            {"tags", tags},
            {"next_index_id", next_index_id}};
  if (transient) json["transient"] = JsonOfTransient(*transient);
  PutIfThere(json, "last_update_to_pay_per_request", last_update_to_pay_per_request);
  if (on_demand_throughput) json["on_demand_throughput"] = JsonOf(*on_demand_throughput);
  if (warm_throughput) json["warm_throughput"] = JsonOf(*warm_throughput);
  if (stream) json["stream"] = JsonOf(*stream);
  if (!kinesis_destinations.empty()) {
    json["kinesis_destinations"] = ListOf(kinesis_destinations, [](const KinesisDestination& d) { return JsonOf(d); });
  }
  if (table_class) json["table_class"] = NameOf(*table_class);
  PutIfThere(json, "table_class_last_update", table_class_last_update);
  PutIfThere(json, "kms_key_arn", kms_key_arn);
  if (time_to_live) json["time_to_live"] = JsonOf(*time_to_live);
  PutIfThere(json, "resource_policy", resource_policy);
  return json;
}

TableDescription TableDescriptionOf(const Json& json) {
  if (json.at("version").get<int>() > kVersion) throw std::invalid_argument("made by a newer version");
  TableDescription description;
  description.id = json.at("id").get<std::uint32_t>();
  Read(json, "table_uuid", description.table_uuid);
  Read(json, "namespace", description.namespace_name);
  description.name = json.at("name").get<std::string>();
  Read(json, "creation_time", description.creation_time);
  description.status = ReadName(json, "status", ParseTableStatus);
  ReadIfThere(json, "transient", description.transient, [](const Json& transient) {
    return TransientTableStatus{ReadName(transient, "status", ParseTableStatus),
                                transient.at("until").get<UnixMillis>()};
  });
  description.key_schema = KeySchemaOf(json.at("key_schema"));
  description.attribute_definitions = ReadList(json, "attribute_definitions", KeyAttributeOf);
  description.billing_mode = ReadName(json, "billing_mode", ParseBillingMode);
  Read(json, "last_update_to_pay_per_request", description.last_update_to_pay_per_request);
  description.provisioned_throughput = ProvisionedThroughputOf(json.at("provisioned_throughput"));
  ReadIfThere(json, "on_demand_throughput", description.on_demand_throughput, OnDemandThroughputOf);
  ReadIfThere(json, "warm_throughput", description.warm_throughput, WarmThroughputOf);
  description.local_indexes = ReadList(json, "local_indexes", SecondaryIndexOf);
  description.global_indexes = ReadList(json, "global_indexes", SecondaryIndexOf);
  ReadIfThere(json, "stream", description.stream, StreamSpecificationOf);
  Read(json, "latest_stream_label", description.latest_stream_label);
  description.open_shards = ReadList(json, "open_shards", OpenShardOf);
  Read(json, "next_shard_number", description.next_shard_number);
  description.kinesis_destinations = ReadList(json, "kinesis_destinations", KinesisDestinationOf);
  if (json.contains("table_class")) description.table_class = ReadName(json, "table_class", ParseTableClass);
  Read(json, "table_class_last_update", description.table_class_last_update);
  Read(json, "deletion_protection", description.deletion_protection);
  Read(json, "kms_key_arn", description.kms_key_arn);
  ReadIfThere(json, "time_to_live", description.time_to_live, TimeToLiveOf);
  Read(json, "tags", description.tags);
  Read(json, "resource_policy", description.resource_policy);
  Read(json, "next_index_id", description.next_index_id);
  return description;
}

}  // namespace

Result<std::string> EncodeTableDescription(const TableDescription& description) {
  try {
    return JsonOf(description).dump();
  } catch (const std::exception& exception) {  // a text that is no UTF-8
    return ApiError::Internal("table " + description.name + " cannot be written: " + exception.what());
  }
}

Result<TableDescription> DecodeTableDescription(std::string_view json) {
  try {
    return TableDescriptionOf(Json::parse(json));
  } catch (const std::exception& exception) {
    return ApiError::Internal(std::string("a table's catalog entry cannot be read: ") + exception.what());
  }
}

}  // namespace tablerock
