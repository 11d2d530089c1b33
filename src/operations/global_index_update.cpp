#include "operations/global_index_update.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/limits.h"
#include "operations/index_job.h"
#include "operations/table_report.h"
#include "operations/table_schema.h"
#include "operations/table_throughput.h"
#include "operations/transient_status.h"
#include "operations/update_table_checks.h"

namespace tablerock {
namespace {

SecondaryIndex* FindGlobal(TableDescription& table, std::string_view name) {
  for (SecondaryIndex& index : table.global_indexes) {
    if (index.name == name) return &index;
  }
  return nullptr;
}

// `verb` is "delete" or "update".
Result<SecondaryIndex*> FindToChange(TableDescription& table, const std::string& name, std::string_view verb) {
  if (SecondaryIndex* index = FindGlobal(table, name)) return index;
  if (table.FindIndex(name) != nullptr) {
    return ApiError::Validation("Cannot " + std::string(verb) +
                                " an index that is not a GlobalSecondaryIndex: " + name);
  }
  return ApiError::ResourceNotFound("Requested resource not found: Index " + name + " for table " + table.name);
}

bool IsBusy(const SecondaryIndex& index, UnixMillis now) {
  const IndexStatus status = index.status_at(now);
  return status == IndexStatus::kCreating || status == IndexStatus::kDeleting;
}

ApiError OneIndexAtATime() {
  return ApiError::LimitExceeded(
      "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
}

IndexJob JobFor(IndexJobKind kind, const TableDescription& table, const SecondaryIndex& index) {
  return {kind, table.namespace_name, table.name, table.id, index.index_id, {}};
}

// Definitions that a new index's keys are read with: the table's own are settled, the request adds others.
Result<std::vector<KeyAttribute>> DefinitionsForNewIndex(const UpdateTableInput& input, const std::string& index_name,
                                                         const TableDescription& table) {
  if (input.attribute_definitions.empty()) {
    return ApiError::InvalidParameterValues("AttributeDefinitions is not specified for index: " + index_name);
  }
  TABLEROCK_ASSIGN(std::vector<KeyAttribute> definitions, ParseAttributeDefinitions(input.attribute_definitions));
  std::vector<KeyAttribute> merged = table.attribute_definitions;
  for (KeyAttribute& definition : definitions) {
    const auto is_same = [&](const KeyAttribute& known) { return known.name == definition.name; };
    if (std::none_of(merged.begin(), merged.end(), is_same)) merged.push_back(std::move(definition));
  }
  return merged;
}

// An index has units of its own exactly if its table is provisioned.
Result<void> CheckUnits(const std::optional<ProvisionedThroughputInput>& input, BillingMode billing_mode,
                        const std::string& index_name) {
  if (billing_mode == BillingMode::kPayPerRequest) {
    if (!input) return {};
    return ApiError::InvalidParameterValues(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + index_name +
        " when BillingMode is PAY_PER_REQUEST");
  }
  if (!input) {
    return ApiError::InvalidParameterValues(
        "Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index_name);
  }
  return CheckCapacityUnits(*input);
}

void AddUsedDefinitions(const std::vector<KeyAttribute>& attributes, TableDescription& table) {
  for (const KeyAttribute& attribute : attributes) {
    auto& definitions = table.attribute_definitions;
    if (std::find(definitions.begin(), definitions.end(), attribute) == definitions.end()) {
      definitions.push_back(attribute);
    }
  }
}

Result<void> CreateIndex(Database& database, const UpdateTableInput& input, const GlobalSecondaryIndexInput& create,
                         TableDescription& table, WriteBatch& batch) {
  if (table.FindIndex(create.index_name) != nullptr) {
    return ApiError::Validation("Attempting to create an index which already exists");
  }
  SecondaryIndex index;
  index.name = create.index_name;
  TABLEROCK_ASSIGN(const std::vector<KeyAttribute> definitions,
                   DefinitionsForNewIndex(input, create.index_name, table));
  TABLEROCK_ASSIGN(index.key_schema, ParseGlobalIndexKeySchema(create.key_schema, definitions));
  TABLEROCK_ASSIGN(index.projection, ParseProjection(create.projection));
  TABLEROCK_TRY(CheckUnits(create.provisioned_throughput, table.billing_mode, index.name));
  if (create.provisioned_throughput) {
    index.provisioned_throughput.read_capacity_units = create.provisioned_throughput->read_capacity_units;
    index.provisioned_throughput.write_capacity_units = create.provisioned_throughput->write_capacity_units;
  }
  TABLEROCK_ASSIGN(index.on_demand_throughput,
                   ParseOnDemandThroughput(create.on_demand_throughput, table.billing_mode, {index.name}));
  TABLEROCK_ASSIGN(index.warm_throughput, ParseWarmThroughput(create.warm_throughput, table.billing_mode,
                                                              index.provisioned_throughput, {index.name}));
  if (table.global_indexes.size() >= limits::kGlobalSecondaryIndexesMax) {
    return ApiError::LimitExceeded(
        "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of 20");
  }
  index.index_id = table.next_index_id++;
  index.status = IndexStatus::kCreating;
  index.backfilling = true;
  BeginTransient(database, IndexStatus::kCreating, index);
  AddUsedDefinitions(index.key_schema.partition_key, table);
  AddUsedDefinitions(index.key_schema.sort_key, table);
  PutIndexJob(batch, JobFor(IndexJobKind::kBackfill, table, index));
  table.global_indexes.push_back(std::move(index));
  return CheckIndexesTogether(table);
}

Result<void> DeleteIndex(Database& database, const DeleteGlobalIndexInput& remove, TableDescription& table,
                         WriteBatch& batch) {
  TABLEROCK_ASSIGN(SecondaryIndex * index, FindToChange(table, remove.index_name, "delete"));
  DeleteIndexJob(batch, JobFor(IndexJobKind::kBackfill, table, *index));
  index->transient.reset();
  BeginTransient(database, IndexStatus::kDeleting, *index);
  // Where the status is to show, the job comes at its end.
  if (!index->transient) PutIndexJob(batch, JobFor(IndexJobKind::kRemoval, table, *index));
  index->status = IndexStatus::kDeleting;
  index->backfilling = false;
  table.status = TableStatus::kUpdating;  // until the job is done
  return {};
}

Result<void> ChangeThroughput(Database& database, const UpdateGlobalIndexInput& update, UnixMillis now,
                              TableDescription& table) {
  TABLEROCK_ASSIGN(SecondaryIndex * index, FindToChange(table, update.index_name, "update"));
  if (index->status == IndexStatus::kDeleting) {
    return ApiError::ResourceInUse(
        "Attempt to change a resource which is still in use: Index is being deleted. Table: " + table.name +
        " Index: " + index->name);
  }
  const bool has_others =
      HasOnDemandThroughput(update.on_demand_throughput) || HasWarmThroughput(update.warm_throughput);
  if (table.billing_mode == BillingMode::kPayPerRequest && !update.provisioned_throughput && !has_others) {
    return ApiError::InvalidParameterValues("The only Updates for index: " + index->name +
                                            " when TableThroughputMode is PAY_PER_REQUEST can be to "
                                            "OnDemandThroughput, WarmThroughput");
  }
  if (update.provisioned_throughput || !has_others) {
    TABLEROCK_TRY(CheckUnits(update.provisioned_throughput, table.billing_mode, index->name));
    index->warm_throughput =
        WarmThroughputOf(table.billing_mode, index->warm_throughput, index->provisioned_throughput);
    TABLEROCK_TRY(
        UpdateProvisionedThroughput(*update.provisioned_throughput, {index->name}, now, index->provisioned_throughput));
  }
  if (HasOnDemandThroughput(update.on_demand_throughput)) {
    TABLEROCK_TRY(UpdateOnDemandThroughput(*update.on_demand_throughput, table.billing_mode, {index->name},
                                           index->on_demand_throughput));
  }
  if (HasWarmThroughput(update.warm_throughput)) {
    TABLEROCK_TRY(UpdateWarmThroughput(*update.warm_throughput, table.billing_mode, index->provisioned_throughput,
                                       {index->name}, index->warm_throughput));
  }
  if (!IsBusy(*index, now)) BeginTransient(database, IndexStatus::kUpdating, *index);
  return {};
}

Result<void> CheckOneIndexChange(const std::vector<GlobalIndexUpdateInput>& updates, UnixMillis now,
                                 const TableDescription& table) {
  const auto is_change = [](const GlobalIndexUpdateInput& update) { return update.create || update.remove; };
  const auto changes = std::count_if(updates.begin(), updates.end(), is_change);
  if (changes == 0) return {};
  if (changes > 1) return OneIndexAtATime();
  const GlobalIndexUpdateInput& change = *std::find_if(updates.begin(), updates.end(), is_change);
  for (const SecondaryIndex& index : table.global_indexes) {
    if (!IsBusy(index, now)) continue;
    // An index that is being filled may be deleted.
    const bool is_filled = index.status_at(now) == IndexStatus::kCreating;
    if (!(is_filled && change.remove && change.remove->index_name == index.name)) return OneIndexAtATime();
  }
  return {};
}

}  // namespace

Result<void> UpdateGlobalIndexes(Database& database, const UpdateTableInput& input, UnixMillis now,
                                 TableDescription& table, WriteBatch& batch) {
  if (!input.global_secondary_index_updates) return {};
  TABLEROCK_TRY(CheckOneIndexChange(*input.global_secondary_index_updates, now, table));
  for (const GlobalIndexUpdateInput& update : *input.global_secondary_index_updates) {
    if (update.create) TABLEROCK_TRY(CreateIndex(database, input, *update.create, table, batch));
    if (update.remove) TABLEROCK_TRY(DeleteIndex(database, *update.remove, table, batch));
    if (update.update) TABLEROCK_TRY(ChangeThroughput(database, *update.update, now, table));
  }
  return {};
}

Result<void> CheckUnitsForEachIndex(const UpdateTableInput& input, const TableDescription& table) {
  std::string missing;
  for (const SecondaryIndex& index : table.global_indexes) {
    const auto has_units = [&](const GlobalIndexUpdateInput& update) {
      return update.update && update.update->index_name == index.name && update.update->provisioned_throughput;
    };
    const auto& updates = input.global_secondary_index_updates;
    if (updates && std::any_of(updates->begin(), updates->end(), has_units)) continue;
    if (!missing.empty()) missing += ',';
    missing += index.name;
  }
  if (missing.empty()) return {};
  return ApiError::InvalidParameterValues("ProvisionedThroughput must be specified for index: " + missing);
}

void EraseGlobalIndex(std::uint32_t index_id, TableDescription& table) {
  std::erase_if(table.global_indexes, [&](const SecondaryIndex& index) { return index.index_id == index_id; });
  const auto is_used = [&](const KeyAttribute& attribute) {
    if (table.key_schema.Has(attribute.name)) return true;
    const auto has = [&](const SecondaryIndex& index) { return index.key_schema.Has(attribute.name); };
    return std::any_of(table.local_indexes.begin(), table.local_indexes.end(), has) ||
           std::any_of(table.global_indexes.begin(), table.global_indexes.end(), has);
  };
  std::erase_if(table.attribute_definitions, [&](const KeyAttribute& attribute) { return !is_used(attribute); });
}

}  // namespace tablerock
