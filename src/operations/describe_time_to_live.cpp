#include "operations/describe_time_to_live.h"

#include "operations/table_lookup.h"

namespace tablerock {

Result<DescribeTimeToLiveOutput> DescribeTimeToLive(Database& database, const RequestContext& context,
                                                    const DescribeTimeToLiveInput& input) {
  TABLEROCK_ASSIGN(const TableHandle table, FindShownTable(database, context, input.table_name));
  DescribeTimeToLiveOutput output;
  if (table->description().time_to_live) output.attribute_name = table->description().time_to_live->attribute_name;
  return output;
}

}  // namespace tablerock
