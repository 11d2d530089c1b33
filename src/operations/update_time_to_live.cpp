#include "operations/update_time_to_live.h"

#include "operations/table_lookup.h"

namespace tablerock {
namespace {

// behaviours.md row 61.
Result<void> CheckChange(const TableDescription& table, const UpdateTimeToLiveInput& input) {
  if (input.enabled == table.time_to_live.has_value()) {
    return ApiError::Validation(input.enabled ? "TimeToLive is already enabled" : "TimeToLive is already disabled");
  }
  if (!input.enabled && table.time_to_live->attribute_name != input.attribute_name) {
    return ApiError::Validation("TimeToLive is active on a different AttributeName: current AttributeName is " +
                                table.time_to_live->attribute_name);
  }
  return {};
}

}  // namespace

Result<UpdateTimeToLiveOutput> UpdateTimeToLive(Database& database, const RequestContext& context,
                                                const UpdateTimeToLiveInput& input) {
  const auto change = [&](TableDescription& table, WriteBatch&) -> Result<void> {
    TABLEROCK_TRY(CheckChange(table, input));
    table.time_to_live.reset();
    if (input.enabled) table.time_to_live = TimeToLiveSpecification{input.attribute_name};
    return {};
  };
  TABLEROCK_TRY(database.catalog().Alter(context.namespace_name, TableNameOf(input.table_name), change));
  return UpdateTimeToLiveOutput{input.enabled, input.attribute_name};
}

}  // namespace tablerock
