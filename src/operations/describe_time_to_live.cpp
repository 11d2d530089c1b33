#include "operations/describe_time_to_live.h"

#include "operations/table_lookup.h"
#include "operations/transient_status.h"

namespace tablerock {

Result<DescribeTimeToLiveOutput> DescribeTimeToLive(Database& database, const RequestContext& context,
                                                    const DescribeTimeToLiveInput& input) {
  const std::string_view name = TableNameOf(input.table_name);
  const TableHandle table = FindShownTable(database, context, name);
  if (!table) return ApiError::TableNotFound(name);
  DescribeTimeToLiveOutput output;
  if (table->description().time_to_live) output.attribute_name = table->description().time_to_live->attribute_name;
  return output;
}

}  // namespace tablerock
