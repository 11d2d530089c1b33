#include "operations/create_table.h"

#include <array>
#include <random>
#include <string>
#include <utility>

#include "changes/stream_lifecycle.h"
#include "core/limits.h"
#include "operations/table_schema.h"
#include "operations/table_settings.h"
#include "operations/table_throughput.h"
#include "operations/transient_status.h"

namespace tablerock {
namespace {

// A random (version 4) UUID.
std::string MakeTableId() {
  std::random_device random;
  std::array<std::uint8_t, 16> bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kDigits[bytes[i] >> 4U];
    text += kDigits[bytes[i] & 0x0FU];
  }
  return text;
}

// For GlobalTableSourceArn's sake the service model requires neither, but a table of its own does.
Result<void> CheckRequired(const CreateTableInput& input) {
  constexpr std::string_view kNull = "failed to satisfy constraint: Member must not be null";
  std::vector<std::string> missing;
  if (input.attribute_definitions.empty() && input.key_schema.empty()) {
    missing.push_back("Value null at 'attributeDefinitions' " + std::string(kNull));
  }
  if (input.key_schema.empty()) missing.push_back("Value null at 'keySchema' " + std::string(kNull));
  if (!missing.empty()) return ApiError::Constraints(missing, missing);
  return {};
}

Result<void> ParseBilling(const CreateTableInput& input, UnixMillis now, TableDescription& table) {
  table.billing_mode =
      input.billing_mode == "PAY_PER_REQUEST" ? BillingMode::kPayPerRequest : BillingMode::kProvisioned;
  if (table.billing_mode == BillingMode::kPayPerRequest) {
    if (input.provisioned_throughput) {
      return ApiError::InvalidParameterValues(
          "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
    table.last_update_to_pay_per_request = now;
    return {};
  }
  if (!input.provisioned_throughput) {
    return ApiError::InvalidParameterValues(
        "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
  }
  TABLEROCK_TRY(CheckCapacityUnits(*input.provisioned_throughput));
  table.provisioned_throughput.read_capacity_units = input.provisioned_throughput->read_capacity_units;
  table.provisioned_throughput.write_capacity_units = input.provisioned_throughput->write_capacity_units;
  return {};
}

// Keys of the table and of all indexes: the service checks them before anything else about indexes.
Result<void> ParseKeys(const CreateTableInput& input, TableDescription& table) {
  TABLEROCK_ASSIGN(table.attribute_definitions, ParseAttributeDefinitions(input.attribute_definitions));
  TABLEROCK_ASSIGN(table.key_schema, ParseTableKeySchema(input.key_schema, table.attribute_definitions));
  if (input.local_secondary_indexes) {
    if (input.local_secondary_indexes->empty()) {
      return ApiError::InvalidParameterValues("List of LocalSecondaryIndexes is empty");
    }
    for (const LocalSecondaryIndexInput& index_input : *input.local_secondary_indexes) {
      SecondaryIndex& index = table.local_indexes.emplace_back();
      index.index_id = table.next_index_id++;
      index.name = index_input.index_name;
      index.kind = IndexKind::kLocal;
      TABLEROCK_ASSIGN(index.key_schema, ParseLocalIndexKeySchema(index_input.key_schema, table.attribute_definitions,
                                                                  table.local_indexes.size()));
    }
  }
  if (input.global_secondary_indexes) {
    if (input.global_secondary_indexes->empty()) {
      return ApiError::InvalidParameterValues("List of GlobalSecondaryIndexes is empty");
    }
    for (const GlobalSecondaryIndexInput& index_input : *input.global_secondary_indexes) {
      SecondaryIndex& index = table.global_indexes.emplace_back();
      index.index_id = table.next_index_id++;
      index.name = index_input.index_name;
      TABLEROCK_ASSIGN(index.key_schema,
                       ParseGlobalIndexKeySchema(index_input.key_schema, table.attribute_definitions));
    }
  }
  return CheckDefinitionsAreUsed(table);
}

Result<void> ParseGlobalIndexThroughput(const GlobalSecondaryIndexInput& input, BillingMode billing_mode,
                                        SecondaryIndex& index) {
  if (billing_mode == BillingMode::kPayPerRequest && input.provisioned_throughput) {
    return ApiError::InvalidParameterValues("ProvisionedThroughput should not be specified for index: " + index.name +
                                            " when BillingMode is PAY_PER_REQUEST");
  }
  if (billing_mode == BillingMode::kProvisioned) {
    if (!input.provisioned_throughput) {
      return ApiError::InvalidParameterValues("ProvisionedThroughput is not specified for index: " + index.name);
    }
    TABLEROCK_TRY(CheckCapacityUnits(*input.provisioned_throughput));
    index.provisioned_throughput.read_capacity_units = input.provisioned_throughput->read_capacity_units;
    index.provisioned_throughput.write_capacity_units = input.provisioned_throughput->write_capacity_units;
  }
  TABLEROCK_ASSIGN(index.on_demand_throughput,
                   ParseOnDemandThroughput(input.on_demand_throughput, billing_mode, {index.name}));
  TABLEROCK_ASSIGN(index.warm_throughput, ParseWarmThroughput(input.warm_throughput, billing_mode,
                                                              index.provisioned_throughput, {index.name}));
  return {};
}

Result<void> ParseIndexes(const CreateTableInput& input, TableDescription& table) {
  for (std::size_t i = 0; i < table.local_indexes.size(); ++i) {
    SecondaryIndex& index = table.local_indexes[i];
    TABLEROCK_TRY(CheckLocalIndexKeys(table.key_schema, index.name, index.key_schema));
    TABLEROCK_ASSIGN(index.projection, ParseProjection((*input.local_secondary_indexes)[i].projection));
  }
  for (std::size_t i = 0; i < table.global_indexes.size(); ++i) {
    const GlobalSecondaryIndexInput& index_input = (*input.global_secondary_indexes)[i];
    SecondaryIndex& index = table.global_indexes[i];
    TABLEROCK_ASSIGN(index.projection, ParseProjection(index_input.projection));
    TABLEROCK_TRY(ParseGlobalIndexThroughput(index_input, table.billing_mode, index));
  }
  return CheckIndexesTogether(table);
}

Result<void> CheckStream(const std::optional<StreamSpecificationInput>& stream) {
  if (!stream || stream->stream_enabled == stream->stream_view_type.has_value()) return {};
  return ApiError::InvalidParameterValues(
      stream->stream_enabled ? "Table is being created with a stream enabled, UpdateViewType is required"
                             : "Table is being created with a stream disabled, UpdateViewType should not be specified");
}

Result<TableDescription> ParseTable(const RequestContext& context, const CreateTableInput& input, UnixMillis now) {
  TableDescription table;
  TABLEROCK_ASSIGN(table.name, ParseNewTableName(input.table_name));
  TABLEROCK_TRY(CheckRequired(input));
  table.namespace_name = context.namespace_name;
  table.creation_time = now;
  TABLEROCK_TRY(ParseBilling(input, now, table));
  TABLEROCK_TRY(ParseKeys(input, table));
  TABLEROCK_TRY(ParseIndexes(input, table));
  TABLEROCK_ASSIGN(table.on_demand_throughput,
                   ParseOnDemandThroughput(input.on_demand_throughput, table.billing_mode, {}));
  TABLEROCK_ASSIGN(table.warm_throughput,
                   ParseWarmThroughput(input.warm_throughput, table.billing_mode, table.provisioned_throughput, {}));
  TABLEROCK_TRY(CheckStream(input.stream_specification));
  if (input.sse_specification) {
    TABLEROCK_ASSIGN(table.kms_key_arn, ParseSseSpecification(context, *input.sse_specification));
  }
  TABLEROCK_TRY(CheckTags(input.tags));
  for (const TagInput& tag : input.tags) table.tags[tag.key] = tag.value;
  if (input.table_class) table.table_class = ParseTableClass(*input.table_class);
  table.deletion_protection = input.deletion_protection_enabled.value_or(false);
  table.resource_policy = input.resource_policy;
  return table;
}

Result<void> CheckNameIsFree(Database& database, const RequestContext& context, const std::string& name) {
  const TableHandle found = database.catalog().Find(context.namespace_name, name);
  if (!found) return {};
  const TableDescription& table = found->description();
  const UnixMillis now = database.clock().Now();
  if (table.is_gone_at(now)) return DropDeleted(database, table);
  if (table.status_at(now) == TableStatus::kCreating) return CheckNotInTransition(table, now);
  return ApiError::ResourceInUse("Table already exists: " + name);
}

Result<void> CheckTableCount(Database& database, const RequestContext& context) {
  const std::size_t limit = database.options().tables_max != 0 ? database.options().tables_max : limits::kTablesMax;
  if (database.catalog().TableCount(context.namespace_name) < limit) return {};
  return ApiError::LimitExceeded("Subscriber limit exceeded: There is a limit of " + std::to_string(limit) +
                                 " tables per subscriber");
}

// The answer is of the moment before the table is ready: what DescribeTable adds then is not in it.
void ShowAsCreating(const CreateTableInput& input, TableReport& report) {
  report.table_status = TableStatus::kCreating;
  if (report.billing_mode_summary) report.billing_mode_summary->last_update_to_pay_per_request.reset();
  if (!input.warm_throughput) report.warm_throughput.reset();
  for (std::size_t i = 0; i < report.global_secondary_indexes.size(); ++i) {
    GlobalIndexReport& index = report.global_secondary_indexes[i];
    index.index_status = IndexStatus::kCreating;
    if (!(*input.global_secondary_indexes)[i].warm_throughput) index.warm_throughput.reset();
  }
}

}  // namespace

Result<CreateTableOutput> CreateTable(Database& database, const RequestContext& context,
                                      const CreateTableInput& input) {
  const UnixMillis now = database.clock().Now();
  TABLEROCK_ASSIGN(TableDescription description, ParseTable(context, input, now));
  const std::string& name = description.name;
  TABLEROCK_TRY(CheckNameIsFree(database, context, name));
  TABLEROCK_TRY(CheckTableCount(database, context));
  description.table_uuid = MakeTableId();
  BeginTransient(database, TableStatus::kCreating, description);
  const auto open_stream = [&](TableDescription& table, WriteBatch& batch) -> Result<void> {
    if (!input.stream_specification || !input.stream_specification->stream_enabled) return {};
    return OpenStream(database, *ParseStreamViewType(*input.stream_specification->stream_view_type), table, batch);
  };
  TABLEROCK_ASSIGN(const TableHandle table, database.catalog().Create(std::move(description), open_stream));
  if (table->description().transient) database.job_signal().Ring();
  CreateTableOutput output{ReportTable(context, *table, now)};
  ShowAsCreating(input, output.table_description);
  return output;
}

}  // namespace tablerock
